create or replace function cutover_agent.apply_together(p_endpoints uuid[], p_ordinals integer[], p_items text[], p_deletes boolean)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints;
  v_parts text[] := array[]::text[];
  v_source text;
begin
  for i in 1 .. cardinality(p_endpoints) loop
    continue when not i = any (p_ordinals);
    v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
    v_source := format('(select s.item from unnest($1, $2) as s(ordinal, item) where s.ordinal = %s) as u(item)', i);
    v_parts := v_parts || format('part_%s as (%s)', i, case
      when p_deletes then format('delete from %I.%I t using %s where %s', v_endpoint.schema_name, v_endpoint.table_name, v_source,
        cutover_agent.key_condition(v_endpoint, 't', 'u.item::text[]'))
      else cutover_agent.upsert_statement(v_endpoint, 'overwrite', format('(select u.item::text[] as v from %s offset 0) as r', v_source)) end);
  end loop;
  -- Foreign keys are checked when a statement ends. In one statement rows that refer to each other find each other there.
  execute format('with %s select 1', array_to_string(v_parts, ', ')) using p_ordinals, p_items;
  return true;
exception when integrity_constraint_violation or data_exception then
  return false;
end
$$;

comment on function cutover_agent.apply_together(uuid[], integer[], text[], boolean) is 'Upserts rows (or deletes keys) of several tables in one statement, which is how rows that refer to each other in a circle can be applied. All or none: false if a constraint refuses them. Called by apply_batch and retry_circles only.';
