create or replace function cutover_agent.mark_dirty(p_endpoint uuid, p_keys text[])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_count integer;
begin
  insert into cutover_agent.journal (endpoint_number, key)
  select (cutover_agent.endpoint(p_endpoint)).number, k::text[] from unnest(p_keys) as k;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

comment on function cutover_agent.mark_dirty(uuid, text[]) is 'Puts keys (each a text[] literal) into the journal, so that the pipeline carries their rows over again: what repair and retries are made of.';
