create or replace function cutover_private.tell(p_key text, p_kind text, p_title text, p_detail jsonb, p_group_id bigint, p_run_id uuid default null)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.raise_alert(p_key, p_kind, null, p_title, p_detail, null, p_group_id, p_run_id);
exception when others then
  -- No switch fails because it cannot be told of.
  raise warning 'cutover: nobody is told of %: % %', p_key, sqlstate, sqlerrm;
end
$$;

revoke all on function cutover_private.tell(text, text, text, jsonb, bigint, uuid) from public;
comment on function cutover_private.tell(text, text, text, jsonb, bigint, uuid) is
  'Raises the alert of an event in the transaction in which it happens. An error is a warning: what happens goes on.';
