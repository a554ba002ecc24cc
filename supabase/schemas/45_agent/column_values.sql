create or replace function cutover_agent.column_values(p_endpoint uuid, p_keys text[], p_numbers integer[])
returns table (key text, row_values text[])
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
      then 'select k.key, r.row_values from unnest($1) as k(key)
        join lateral (select array[%1$s] as row_values from %2$I.%3$I t where %4$s limit 1) r on true'
      else 'with rows as materialized (select t.* from %2$I.%3$I t where %5$s)
        select k.key, array[%1$s] from unnest($1) as k(key) join rows t on %4$s' end,
    (select string_agg(format('t.%I::text', v_endpoint.columns[u.number]), ', ' order by u.n) from unnest(p_numbers) with ordinality as u(number, n)),
    v_endpoint.schema_name, v_endpoint.table_name,
    cutover_agent.key_condition(v_endpoint, 't', 'k.key::text[]'),
    cutover_agent.rows_by_key(v_endpoint, 't', p_keys))
  using p_keys;
end
$$;

comment on function cutover_agent.column_values(uuid, text[], integer[]) is 'Values, as text, of the columns with these numbers (in the endpoint''s order) for each of these keys (text[] literals) that exists here.';
