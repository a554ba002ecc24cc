create or replace function cutover_private.chunk_end(p_source_id bigint, p_side text, p_endpoint uuid, p_after text[], p_limit integer)
returns table (key text[], row_count integer, is_last boolean)
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select (r.value::text[])[1]::text[], (r.value::text[])[2]::integer, (r.value::text[])[3]::boolean
  from cutover_private.agent_query(p_source_id, p_side,
    format('select array[e.key::text, e.row_count::text, e.is_last::text]::text from cutover_agent.chunk_end(%L, %L, %s) e',
      p_endpoint, p_after, p_limit)) as r(value)
$$;

revoke all on function cutover_private.chunk_end(bigint, text, uuid, text[], integer) from public;
comment on function cutover_private.chunk_end(bigint, text, uuid, text[], integer) is 'cutover_agent.chunk_end on a side. Raises CT501, CT504.';
