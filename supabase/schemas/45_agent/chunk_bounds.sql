create or replace function cutover_agent.chunk_bounds(p_endpoint uuid, p_chunk_rows integer)
returns setof text[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_bound text[];
begin
  loop
    v_bound := cutover_agent.key_at(p_endpoint, v_bound, null, p_chunk_rows);
    exit when v_bound is null;
    return next v_bound;
  end loop;
end
$$;

comment on function cutover_agent.chunk_bounds(uuid, integer) is 'Every p_chunk_rows-th key in key order: where the chunks of a full reconciliation end.';
