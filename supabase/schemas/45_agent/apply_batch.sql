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
  v_failure record;
  v_left record;
  v_ordinals integer[] := array[]::integer[];
  v_keys text[] := array[]::text[];
  v_codes text[] := array[]::text[];
  v_objects text[] := array[]::text[];
  v_constraint text;
begin
  for i in 1 .. cardinality(p_endpoints) loop
    select array_agg(u.item) into v_rows from unnest(p_upsert_ordinals, p_upserts) as u(ordinal, item) where u.ordinal = i;
    continue when v_rows is null;
    v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
    for v_failure in select f.* from cutover_agent.upsert_rows(v_endpoint, v_rows) f loop
      v_ordinals := v_ordinals || i;
      v_keys := v_keys || v_failure.key;
      v_codes := v_codes || v_failure.error_code;
      v_objects := v_objects || v_failure.error_object;
    end loop;
  end loop;
  select v_ordinals as ordinals, v_keys as keys, v_codes as codes, v_objects as objects, p_delete_ordinals as delete_ordinals, p_deletes as deletes into v_left;
  -- Circles of rows that refer to each other.
  if '23503' = any (v_left.codes) then
    v_left := cutover_agent.retry_together(p_endpoints, v_left.ordinals, v_left.keys, v_left.codes, v_left.objects, array['23503'],
      p_upsert_ordinals, p_upserts, '{}', '{}');
    v_left.delete_ordinals := p_delete_ordinals;
    v_left.deletes := p_deletes;
  end if;
  -- A row may wait for the value of one that is to go, and that for its child, which waits for the row.
  if v_left.keys <> '{}' and (p_deletes <> '{}' or '23503' = any (v_left.codes)) then
    v_left := cutover_agent.retry_together(p_endpoints, v_left.ordinals, v_left.keys, v_left.codes, v_left.objects, array['23503', '23505', '23P01'],
      p_upsert_ordinals, p_upserts, p_delete_ordinals, p_deletes);
  end if;
  return query select * from unnest(v_left.ordinals, v_left.keys, v_left.codes, v_left.objects);

  v_ordinals := '{}';
  v_keys := '{}';
  v_codes := '{}';
  v_objects := '{}';
  for i in reverse cardinality(p_endpoints) .. 1 loop
    select array_agg(u.item) into v_rows from unnest(v_left.delete_ordinals, v_left.deletes) as u(ordinal, item) where u.ordinal = i;
    continue when v_rows is null;
    v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
    v_constraint := cutover_agent.cascade_into(v_endpoint, v_left.ordinals, p_endpoints);
    if v_constraint is not null then
      return query select i, u.item, '23503', v_constraint from unnest(v_rows) as u(item);
      continue;
    end if;
    for v_failure in select f.* from cutover_agent.delete_rows(v_endpoint, v_rows) f loop
      v_ordinals := v_ordinals || i;
      v_keys := v_keys || v_failure.key;
      v_codes := v_codes || v_failure.error_code;
      v_objects := v_objects || v_failure.error_object;
    end loop;
  end loop;
  if not ('23503' = any (v_codes) and cutover_agent.apply_together(p_endpoints, '{}', '{}', v_ordinals, v_keys)) then
    return query select * from unnest(v_ordinals, v_keys, v_codes, v_objects);
  end if;
end
$$;

comment on function cutover_agent.apply_batch(uuid[], integer[], text[], integer[], text[]) is 'The upserts and deletes of apply_rows, once; returns the rows that were refused. Called by apply_rows only, which pins the settings.';
