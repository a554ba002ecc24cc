create or replace function cutover_private.take_changes(p_group_id bigint, p_side text, p_limit integer, p_after_id bigint default 0,
  p_asked boolean default false)
returns table (ordinal integer, ids bigint[], key text[], row_values text[], present boolean)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_connection text;
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
  v_state text;
  v_message text;
  v_detail text;
  v_hint text;
begin
  if not cutover_private.is_remote(v_source_id, p_side) then
    begin
      return query select * from cutover_agent.take_changes(cutover_private.group_endpoints(p_group_id, p_side), p_limit, p_after_id);
    exception when fdw_error then
      perform cutover_private.foreign_error(v_source_id, sqlstate, sqlerrm);
    end;
    return;
  end if;
  begin
    if p_asked then
      v_connection := cutover_private.legacy_connection(v_source_id);
      perform cutover_private.await_legacy(v_connection, cutover_private.legacy_timeout());
    else
      v_connection := cutover_private.ask_legacy(v_source_id, cutover_private.take_changes_sql(p_group_id, p_side, p_limit, p_after_id));
    end if;
    return query select * from extensions.dblink_get_result(v_connection)
      as r(ordinal integer, ids bigint[], key text[], row_values text[], present boolean);
    perform cutover_private.end_legacy_answer(v_connection);
  exception when others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    perform cutover_private.legacy_error(v_source_id, v_state, v_message, v_detail, v_hint);
  end;
end
$$;

revoke all on function cutover_private.take_changes(bigint, text, integer, bigint, boolean) from public;
comment on function cutover_private.take_changes(bigint, text, integer, bigint, boolean) is 'cutover_agent.take_changes for a group on either side; p_asked: ask_changes has put this very question already. Raises CT501, CT504.';
