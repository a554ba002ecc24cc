create or replace function cutover_private.read_range(p_source_id bigint, p_side text, p_endpoint uuid, p_after text[], p_through text[])
returns table (n bigint, key text[], row_values text[])
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_connection text;
  v_state text;
  v_message text;
  v_detail text;
  v_hint text;
begin
  if not cutover_private.is_remote(p_source_id, p_side) then
    begin
      return query select r.n, r.key, r.row_values
        from cutover_agent.read_range(p_endpoint, p_after, p_through) with ordinality as r(key, row_values, n);
    exception when fdw_error then
      perform cutover_private.foreign_error(p_source_id, sqlstate, sqlerrm);
    end;
    return;
  end if;
  begin
    v_connection := cutover_private.ask_legacy(p_source_id,
      format('select n, key, row_values from cutover_agent.read_range(%L, %L, %L) with ordinality as r(key, row_values, n)', p_endpoint, p_after, p_through));
    return query select r.n, r.key, r.row_values from extensions.dblink_get_result(v_connection)
      as r(n bigint, key text[], row_values text[]);
    perform cutover_private.end_legacy_answer(v_connection);
  exception when others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    perform cutover_private.legacy_error(p_source_id, v_state, v_message, v_detail, v_hint);
  end;
end
$$;

revoke all on function cutover_private.read_range(bigint, text, uuid, text[], text[]) from public;
comment on function cutover_private.read_range(bigint, text, uuid, text[], text[]) is 'cutover_agent.read_range on a side, numbered in order. Raises CT501, CT504.';
