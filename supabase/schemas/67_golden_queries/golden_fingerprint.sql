create or replace function cutover_private.golden_fingerprint(p_source_id bigint, p_side text, p_sql text, p_is_ordered boolean, p_seconds integer)
returns text[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_result text;
  v_deadline integer;
begin
  if cutover_private.is_remote(p_source_id, p_side) then
    -- That server ends the query by itself; the answer to that comes in time.
    perform cutover_private.agent_query(p_source_id, p_side, format('select set_config(''statement_timeout'', %L, false)', p_seconds || 's'));
    select r.value into v_result
    from cutover_private.agent_query(p_source_id, p_side,
      format('select array[f.row_count::text, f.fingerprint]::text from cutover_agent.result_fingerprint(%L, %L) f', p_sql, p_is_ordered),
      p_seconds + 5) as r(value);
    perform cutover_private.agent_query(p_source_id, p_side, 'select set_config(''statement_timeout'', ''10min'', false)');
    return v_result::text[];
  end if;
  v_deadline := cutover_private.begin_deadline(p_seconds);
  begin
    select r.value into v_result from cutover_private.fingerprint_as_reader(p_sql, p_is_ordered) as r(value);
  exception when query_canceled or others then
    perform cutover_private.end_deadline(v_deadline);
    raise;
  end;
  perform cutover_private.end_deadline(v_deadline);
  return v_result::text[];
end
$$;

revoke all on function cutover_private.golden_fingerprint(bigint, text, text, boolean, integer) from public;
comment on function cutover_private.golden_fingerprint(bigint, text, text, boolean, integer) is 'Rows and hash of what a query gives on a side. It has p_seconds: on another server by its statement_timeout, on this one because cutover_private.end_overdue_queries cancels it. Raises CT013, CT501, CT504, CT607.';
