create or replace function cutover_private.golden_fingerprint(p_source_id bigint, p_side text, p_sql text, p_is_ordered boolean, p_seconds integer)
returns text[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_result text;
  -- A deadline that other sessions see although nothing is committed: the lock's number. Seconds since a day in 2023, so that it fits.
  v_deadline integer := ceil(extract(epoch from clock_timestamp())) - 1700000000 + p_seconds;
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
  perform pg_advisory_lock_shared(hashtext('cutover golden query'), v_deadline);
  begin
    select r.value into v_result from cutover_private.fingerprint_as_reader(p_sql, p_is_ordered) as r(value);
  exception when query_canceled or others then
    perform pg_advisory_unlock_shared(hashtext('cutover golden query'), v_deadline);
    raise;
  end;
  perform pg_advisory_unlock_shared(hashtext('cutover golden query'), v_deadline);
  return v_result::text[];
end
$$;

revoke all on function cutover_private.golden_fingerprint(bigint, text, text, boolean, integer) from public;
comment on function cutover_private.golden_fingerprint(bigint, text, text, boolean, integer) is 'Rows and hash of what a query gives on a side. It has p_seconds: on another server by its statement_timeout, on this one because cutover_private.end_overdue_queries cancels it. Raises CT013, CT501, CT504, CT607.';
