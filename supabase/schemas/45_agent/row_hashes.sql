create or replace function cutover_agent.row_hashes(p_endpoint uuid, p_keys text[])
returns table (key text, hash bigint, column_hashes bigint[])
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set xmloption = 'content'
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
begin
  return query execute format(
    'select k.key, r.hash, r.column_hashes from unnest($1) as k(key)
     join lateral (select %s as hash, array[%s] as column_hashes from %I.%I t where %s limit 1) r on true',
    cutover_agent.hash_expression(v_endpoint.columns, v_endpoint.classes),
    (select string_agg(cutover_agent.hash_expression(array[u.name], array[u.class]), ', ' order by u.n)
     from unnest(v_endpoint.columns, v_endpoint.classes) with ordinality as u(name, class, n)),
    v_endpoint.schema_name, v_endpoint.table_name,
    cutover_agent.key_condition(v_endpoint, 't', 'k.key::text[]'))
  using p_keys;
end
$$;

comment on function cutover_agent.row_hashes(uuid, text[]) is 'Hash of the row, and of each of its columns, for each of these keys (text[] literals) that exists here.';
