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
set array_nulls = on
set row_security = off
-- The journal grows and empties faster than statistics follow: always its index, in its order.
set enable_seqscan = off
set jit = off
set enable_bitmapscan = off
as $$
declare
  v_entry record;
  v_endpoint cutover_agent.endpoints;
  v_sizes text;
  v_found text;
begin
  perform cutover_agent.watch_partitions(e) from cutover_agent.endpoints e where e.id = any (p_endpoints);
  -- First the entries, then, in later statements, the rows as they are now: an entry is visible only when its writer has
  -- committed, so the state read is never older than the entry.
  for v_entry in
    with taken as materialized (
      -- As text: arrays are slow to sort.
      select j.id, j.endpoint_number, j.key::text collate "C" as key
      from cutover_agent.endpoints e
      cross join lateral (
        select n.id, n.endpoint_number, n.key from cutover_agent.journal n
        where n.endpoint_number = e.number and n.id > p_after_id
        order by n.id
        limit p_limit
      ) j
      where e.id = any (p_endpoints)
      order by j.id
      limit p_limit
    ), keys as (
      select t.endpoint_number, t.key, min(t.id) as first_id, array_agg(t.id)::text as ids
      from taken t
      group by t.endpoint_number, t.key
    )
    select u.n::integer as ordinal, e.id as endpoint_id, array_agg(k.ids order by k.first_id) as id_lists, array_agg(k.key order by k.first_id) as keys
    from unnest(p_endpoints) with ordinality as u(endpoint_id, n)
    join cutover_agent.endpoints e on e.id = u.endpoint_id
    join keys k on k.endpoint_number = e.number
    group by u.n, e.id
    order by u.n
  loop
    v_endpoint := cutover_agent.endpoint(v_entry.endpoint_id);
    v_sizes := cutover_agent.wide_sizes(v_endpoint, 't');
    v_found := format('%I.%I t where %s limit 1', v_endpoint.schema_name, v_endpoint.table_name, cutover_agent.key_condition(v_endpoint, 't', 'k.key::text[]'));
    -- A present row goes by its own key: 1.0 and 1.00, or two spellings of a citext, are entries of one row.
    return query execute format(
      case when v_endpoint.enforces_key
        then 'select %1$s, (''{'' || string_agg(trim(both ''{}'' from f.ids), '','') || ''}'')::bigint[], f.key::text[],
            min(f.row_values)::text[], bool_or(f.row_values is not null)
          from (
            select k.ids, coalesce(r.row_values[1:%8$s]::text, k.key) collate "C" as key, r.row_values::text collate "C" as row_values
            from %9$s
            left join lateral (select %2$s as row_values from %10$s) r on true
            offset 0) f
          group by f.key'
        else 'with rows as materialized (select t.* from %3$I.%4$I t where %6$s)
          select %1$s, k.ids::bigint[], k.key::text[], case when t.%7$I is not null then %2$s end, t.%7$I is not null
          from unnest($1, $2) as k(ids, key) left join rows t on %5$s' end,
      v_entry.ordinal,
      cutover_agent.values_expression(v_endpoint, 't', cardinality(v_endpoint.columns)),
      v_endpoint.schema_name, v_endpoint.table_name,
      cutover_agent.key_condition(v_endpoint, 't', 'k.key::text[]'),
      case when not v_endpoint.enforces_key then cutover_agent.rows_by_key(v_endpoint, 't', array_remove(v_entry.keys, null)) end,
      v_endpoint.columns[1],
      v_endpoint.key_length,
      -- 8 MB of large values are enough for one round; the other entries stay for the next one.
      case when v_sizes is null then 'unnest($1, $2) as k(ids, key)' else format(
        '(select k.ids, k.key from (
            select k.ids, k.key, sum(s.size) over (order by k.n rows between unbounded preceding and 1 preceding) as before
            from unnest($1, $2) with ordinality as k(ids, key, n) left join lateral (select %s as size from %s) s on true) k
          where coalesce(k.before, 0) < 8388608) as k', v_sizes, v_found) end,
      v_found)
    using v_entry.id_lists, v_entry.keys;
  end loop;
end
$$;

comment on function cutover_agent.take_changes(uuid[], integer, bigint) is 'Up to p_limit journal entries of these endpoints, one row per changed key, with the row as it is now (present = false: it is gone; key null: TRUNCATE). ordinal is the position in p_endpoints. Takes nothing away: acknowledge the ids once the apply has committed on the other side.';
