create or replace function cutover_private.copy_range(p_table cutover.cutover_tables, p_after text[], p_through text[])
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_receiving cutover_agent.endpoints;
  v_connection text;
  v_columns text;
  v_copied boolean;
  v_state text;
  v_message text;
  v_detail text;
  v_hint text;
begin
  if cutover_private.is_remote(p_table.source_id, cutover_private.other_side(p_table.write_source)) then
    return false;
  end if;
  v_receiving := cutover_agent.endpoint(case p_table.write_source when 'legacy' then p_table.supabase_endpoint else p_table.legacy_endpoint end);
  -- A foreign table knows no ON CONFLICT; and no UPDATE takes a value for GENERATED ALWAYS.
  if not v_receiving.enforces_key or true = any (v_receiving.identity_always[v_receiving.key_length + 1 :]) then
    return false;
  end if;
  begin
    if cutover_private.is_remote(p_table.source_id, p_table.write_source) then
      select string_agg(format('c%s text', n), ', ' order by n) into v_columns from generate_series(1, cardinality(v_receiving.columns)) as n;
      v_connection := cutover_private.ask_legacy(p_table.source_id,
        format('select r.* from cutover_agent.read_columns(%L, %L, %L) as r(%s)', p_table.legacy_endpoint, p_after, p_through, v_columns));
      v_copied := cutover_agent.copy_rows(v_receiving.id, format('extensions.dblink_get_result(%L) as r(%s)', v_connection, v_columns), p_after, p_through);
      -- A key that this side cannot even read is refused before the answer is: ask_legacy throws away what nobody has read.
      if v_copied then
        perform cutover_private.end_legacy_answer(v_connection);
      end if;
    else
      v_copied := cutover_agent.copy_rows(v_receiving.id,
        cutover_agent.range_columns(
          cutover_agent.endpoint(case p_table.write_source when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end),
          p_after, p_through, v_receiving.types),
        p_after, p_through);
    end if;
  exception
  when fdw_error then
    perform cutover_private.foreign_error(p_table.source_id, sqlstate, sqlerrm);
  when others then
    if v_connection is null then
      raise;
    end if;
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    perform cutover_private.legacy_error(p_table.source_id, v_state, v_message, v_detail, v_hint);
  end;
  return v_copied;
end
$$;

revoke all on function cutover_private.copy_range(cutover.cutover_tables, text[], text[]) from public;
comment on function cutover_private.copy_range(cutover.cutover_tables, text[], text[]) is 'Copies a key range of the truth into a table of this database in one statement. False, and nothing is changed, where that cannot be done: then row by row. Raises CT501, CT504.';
