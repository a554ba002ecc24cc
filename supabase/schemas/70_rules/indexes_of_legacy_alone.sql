create or replace function cutover_private.indexes_of_legacy_alone(p_table cutover.cutover_tables)
returns setof text
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  with present as materialized (
    select s.side, r.value::jsonb as item
    from (values ('legacy', p_table.legacy_endpoint), ('supabase', p_table.supabase_endpoint)) as s(side, endpoint)
    cross join lateral cutover_private.agent_query(p_table.source_id, s.side,
      format('select to_jsonb(i)::text from cutover_agent.indexes(%L) i where i.valid', s.endpoint)) as r(value)
  ), named as (
    -- The columns by their name in supabase, null where one is not carried.
    select i.side, i.item, (
      select array_agg(case when k.name like 'expression %' then k.name else 'column ' || (m.item ->> 'supabase') end order by k.n)
      from jsonb_array_elements_text(i.item -> 'keys') with ordinality as k(name, n)
      left join jsonb_array_elements(p_table.columns) as m(item) on k.name = 'column ' || (m.item ->> i.side)) as keys
    from present i
  )
  select format('%s using %s (%s)%s', quote_ident(l.item ->> 'name'), l.item ->> 'method', regexp_replace(array_to_string(l.keys, ', '), '(column|expression) ', '', 'g'),
    ' where ' || (l.item ->> 'predicate'))
  from named l
  where l.side = 'legacy' and array_position(l.keys, null) is null and not exists (
    select from named s
    where s.side = 'supabase' and s.item ->> 'method' = l.item ->> 'method' and s.item ->> 'predicate' is not distinct from l.item ->> 'predicate'
      -- One that begins with the same keys serves the same queries.
      and l.keys = array(select k.name from unnest(s.keys) with ordinality as k(name, n) where k.n <= cardinality(l.keys) order by k.n))
$$;

revoke all on function cutover_private.indexes_of_legacy_alone(cutover.cutover_tables) from public;
comment on function cutover_private.indexes_of_legacy_alone(cutover.cutover_tables) is 'Indexes of the legacy table that have no equal in supabase: same access method, same leading keys, same predicate. Raises CT5xx.';
