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
set array_nulls = on
set row_security = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
begin
  return query execute format(
    case when v_endpoint.enforces_key
      then 'select k.key, r.hash, r.column_hashes from unnest($1) as k(key)
        join lateral (select %1$s as hash, array[%2$s] as column_hashes from %3$I.%4$I t where %5$s limit 1) r on true'
      -- One question to the other system for all keys, not one for each.
      else 'with rows as materialized (select t.* from %3$I.%4$I t where %6$s)
        select k.key, %1$s, array[%2$s] from unnest($1) as k(key) join rows t on %5$s' end,
    cutover_agent.hash_expression(v_endpoint.columns, v_endpoint.classes),
    (select string_agg(cutover_agent.hash_expression(array[u.name], array[u.class]), ', ' order by u.n)
     from unnest(v_endpoint.columns, v_endpoint.classes) with ordinality as u(name, class, n)),
    v_endpoint.schema_name, v_endpoint.table_name,
    cutover_agent.key_condition(v_endpoint, 't', 'k.key::text[]'),
    case when not v_endpoint.enforces_key then cutover_agent.rows_by_key(v_endpoint, 't', p_keys) end)
  using case when v_endpoint.enforces_key then cutover_agent.readable_keys(v_endpoint, p_keys) else p_keys end;
end
$$;

comment on function cutover_agent.row_hashes(uuid, text[]) is 'Hash of the row, and of each of its columns, for each of these keys (text[] literals) that exists here.';
