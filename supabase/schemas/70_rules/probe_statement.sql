create or replace function cutover_private.probe_statement(p_sql text, p_claims jsonb)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows bigint;
  v_state text;
begin
  begin
    -- As the applier does: whether a policy lets the row pass is asked, not whether the guard does.
    insert into cutover_agent.appliers (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
    perform set_config('request.jwt.claims', p_claims::text, true), set_config('lock_timeout', '200ms', true);
    v_rows := cutover_private.run_as_authenticated(p_sql);
    raise exception using errcode = 'CT999';
  exception when sqlstate 'CT999' then
    return v_rows::text;
  when query_canceled or others then
    get stacked diagnostics v_state = returned_sqlstate;
    return v_state;
  end;
end
$$;

revoke all on function cutover_private.probe_statement(text, jsonb) from public;
comment on function cutover_private.probe_statement(text, jsonb) is 'What becomes of a statement under these claims, as authenticated: how many rows it touches, or the SQLSTATE that it ends with. Whatever it does is undone.';
