create or replace function cutover_agent.apply_batch(
  p_endpoints uuid[],
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
  v_endpoint cutover_agent.endpoints;
  v_rows text[];
begin
  for i in 1 .. cardinality(p_endpoints) loop
    select array_agg(u.item) into v_rows from unnest(p_upsert_ordinals, p_upserts) as u(ordinal, item) where u.ordinal = i;
    if v_rows is not null then
      v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
      return query select i, f.key, f.error_code, f.error_object from cutover_agent.upsert_rows(v_endpoint, v_rows) f;
    end if;
  end loop;
  for i in reverse cardinality(p_endpoints) .. 1 loop
    select array_agg(u.item) into v_rows from unnest(p_delete_ordinals, p_deletes) as u(ordinal, item) where u.ordinal = i;
    if v_rows is not null then
      v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
      return query select i, f.key, f.error_code, f.error_object from cutover_agent.delete_rows(v_endpoint, v_rows) f;
    end if;
  end loop;
end
$$;

comment on function cutover_agent.apply_batch(uuid[], integer[], text[], integer[], text[]) is 'The upserts and deletes of apply_rows, once; returns the rows that were refused. Called by apply_rows only, which pins the settings.';
