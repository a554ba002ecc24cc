create or replace function cutover_private.apply_rows(
  p_group_id bigint,
  p_side text,
  p_upsert_ordinals integer[],
  p_upserts text[],
  p_delete_ordinals integer[],
  p_deletes text[]
)
returns table (ordinal integer, key text, error_code text, error_object text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_connection text;
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
  v_endpoints uuid[] := cutover_private.group_endpoints(p_group_id, p_side);
  v_state text;
  v_message text;
  v_detail text;
  v_hint text;
begin
  if not cutover_private.is_remote(v_source_id, p_side) then
    begin
      return query select * from cutover_agent.apply_rows(v_endpoints, p_upsert_ordinals, p_upserts, p_delete_ordinals, p_deletes);
    exception when fdw_error then
      perform cutover_private.foreign_error(v_source_id, sqlstate, sqlerrm);
    end;
    return;
  end if;
  begin
    v_connection := cutover_private.ask_legacy(v_source_id,
      format('select * from cutover_agent.apply_rows(%L, %L, %L, %L, %L, %s)', v_endpoints, p_upsert_ordinals, p_upserts, p_delete_ordinals, p_deletes,
        cutover_private.fence_number(v_source_id)));
    return query select * from extensions.dblink_get_result(v_connection)
      as r(ordinal integer, key text, error_code text, error_object text);
    perform cutover_private.end_legacy_answer(v_connection);
  exception when others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    perform cutover_private.legacy_error(v_source_id, v_state, v_message, v_detail, v_hint);
  end;
end
$$;

revoke all on function cutover_private.apply_rows(bigint, text, integer[], text[], integer[], text[]) from public;
comment on function cutover_private.apply_rows(bigint, text, integer[], text[], integer[], text[]) is 'cutover_agent.apply_rows for a group on either side; on the legacy server it has committed when this returns. Raises CT501, CT504.';
