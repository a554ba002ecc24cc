create or replace function cutover_agent.apply_together(p_endpoints uuid[], p_ordinals integer[], p_items text[], p_delete_ordinals integer[], p_deletes text[])
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints;
  v_parts text[] := array[]::text[];
  v_deleted text;
  v_parked text;
begin
  for i in 1 .. cardinality(p_endpoints) loop
    continue when not i = any (p_delete_ordinals);
    v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
    v_parts := v_parts || format('gone_%1$s as (delete from %2$I.%3$I t using unnest($3, $4) as u(ordinal, item) where u.ordinal = %1$s and %4$s returning 1)',
      i, v_endpoint.schema_name, v_endpoint.table_name, cutover_agent.key_condition(v_endpoint, 't', 'u.item::text[]'));
    -- What goes lets go of its values first.
    v_deleted := concat_ws(' and ', v_deleted, format('(select count(*) from gone_%s) >= 0', i));
  end loop;
  for i in 1 .. cardinality(p_endpoints) loop
    continue when not i = any (p_ordinals);
    v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
    if not v_endpoint.enforces_key then
      return false;
    end if;
    v_parked := cutover_agent.parked_values(v_endpoint);
    if v_parked is not null then
      execute format('update %I.%I t set %s from unnest($1, $2) as u(ordinal, item) where u.ordinal = %s and %s', v_endpoint.schema_name,
        v_endpoint.table_name, v_parked, i, cutover_agent.key_condition(v_endpoint, 't', 'u.item::text[]')) using p_ordinals, p_items;
    end if;
    v_parts := v_parts || format('part_%s as (%s)', i, cutover_agent.upsert_statement(v_endpoint, 'overwrite',
      format('(select s.item::text[] as v from unnest($1, $2) as s(ordinal, item) where %s offset 0) as r',
        concat_ws(' and ', format('s.ordinal = %s', i), v_deleted))));
  end loop;
  if v_parts = '{}' then
    return true;
  end if;
  -- Foreign keys are checked when a statement ends. In one statement rows that refer to each other find each other there.
  execute format('with %s select 1', array_to_string(v_parts, ', ')) using p_ordinals, p_items, p_delete_ordinals, p_deletes;
  return true;
exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded then
  return false;
end
$$;

comment on function cutover_agent.apply_together(uuid[], integer[], text[], integer[], text[]) is 'Upserts rows and deletes keys of several tables in one statement, which is how rows that refer to each other in a circle can be applied; rows that are there let go of their unique values first. All or none: false if a constraint refuses them, or one is to be upserted into a foreign table. Called by apply_batch and retry_together only.';
