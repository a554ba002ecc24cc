create or replace function cutover_agent.take_changes(p_endpoints uuid[], p_limit integer, p_after_id bigint default 0)
returns table (ordinal integer, ids bigint[], key text[], row_values text[], present boolean)
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
  v_entry record;
  v_endpoint cutover_agent.endpoints;
begin
  -- First the entries, then, in later statements, the rows as they are now: an entry is visible only when its writer has
  -- committed, so the state read is never older than the entry.
  for v_entry in
    with taken as materialized (
      select j.id, j.endpoint_number, j.key
      from cutover_agent.journal j
      where j.id > p_after_id
        and j.endpoint_number in (select e.number from cutover_agent.endpoints e where e.id = any (p_endpoints))
      order by j.id
      limit p_limit
    ), keys as (
      select t.endpoint_number, t.key, array_agg(t.id order by t.id) as ids
      from taken t
      group by t.endpoint_number, t.key
    )
    select u.n::integer as ordinal, e.id as endpoint_id, array_agg(k.ids::text) as id_lists, array_agg(k.key::text) as keys
    from unnest(p_endpoints) with ordinality as u(endpoint_id, n)
    join cutover_agent.endpoints e on e.id = u.endpoint_id
    join keys k on k.endpoint_number = e.number
    group by u.n, e.id
    order by u.n
  loop
    v_endpoint := cutover_agent.endpoint(v_entry.endpoint_id);
    return query execute format(
      case when v_endpoint.enforces_key
        then 'select %1$s, k.ids::bigint[], k.key::text[], r.row_values, r.row_values is not null
          from unnest($1, $2) as k(ids, key)
          left join lateral (select %2$s as row_values from %3$I.%4$I t where %5$s limit 1) r on true'
        else 'with rows as materialized (select t.* from %3$I.%4$I t where %6$s)
          select %1$s, k.ids::bigint[], k.key::text[], case when t.%7$I is not null then %2$s end, t.%7$I is not null
          from unnest($1, $2) as k(ids, key) left join rows t on %5$s' end,
      v_entry.ordinal,
      cutover_agent.values_expression(v_endpoint, 't', cardinality(v_endpoint.columns)),
      v_endpoint.schema_name, v_endpoint.table_name,
      cutover_agent.key_condition(v_endpoint, 't', 'k.key::text[]'),
      cutover_agent.rows_by_key(v_endpoint, 't', array_remove(v_entry.keys, null)),
      v_endpoint.columns[1])
    using v_entry.id_lists, v_entry.keys;
  end loop;
end
$$;

comment on function cutover_agent.take_changes(uuid[], integer, bigint) is 'Up to p_limit journal entries of these endpoints, one row per changed key, with the row as it is now (present = false: it is gone; key null: TRUNCATE). ordinal is the position in p_endpoints. Takes nothing away: acknowledge the ids once the apply has committed on the other side.';
