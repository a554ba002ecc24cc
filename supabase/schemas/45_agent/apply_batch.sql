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
  v_ordinals integer[] := array[]::integer[];
  v_keys text[] := array[]::text[];
  v_codes text[] := array[]::text[];
  v_objects text[] := array[]::text[];
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
  if '23503' = any (v_codes) then
    return query select r.* from cutover_agent.retry_circles(p_endpoints, v_ordinals, v_keys, v_codes, v_objects, p_upsert_ordinals, p_upserts) r;
  else
    return query select * from unnest(v_ordinals, v_keys, v_codes, v_objects);
  end if;

  v_ordinals := '{}';
  v_keys := '{}';
  v_codes := '{}';
  v_objects := '{}';
  for i in reverse cardinality(p_endpoints) .. 1 loop
    select array_agg(u.item) into v_rows from unnest(p_delete_ordinals, p_deletes) as u(ordinal, item) where u.ordinal = i;
    continue when v_rows is null;
    v_endpoint := cutover_agent.endpoint(p_endpoints[i]);
    for v_failure in select f.* from cutover_agent.delete_rows(v_endpoint, v_rows) f loop
      v_ordinals := v_ordinals || i;
      v_keys := v_keys || v_failure.key;
      v_codes := v_codes || v_failure.error_code;
      v_objects := v_objects || v_failure.error_object;
    end loop;
  end loop;
  if not ('23503' = any (v_codes) and cutover_agent.apply_together(p_endpoints, v_ordinals, v_keys, true)) then
    return query select * from unnest(v_ordinals, v_keys, v_codes, v_objects);
  end if;
end
$$;

comment on function cutover_agent.apply_batch(uuid[], integer[], text[], integer[], text[]) is 'The upserts and deletes of apply_rows, once; returns the rows that were refused. Called by apply_rows only, which pins the settings.';
