create or replace function cutover_private.known_keys(p_table cutover.cutover_tables, p_mismatched jsonb)
returns setof text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rule record;
  v_keys text[];
  v_legacy text[];
  v_supabase text[];
  v_explained jsonb := jsonb_build_object();
begin
  for v_rule in
    select d.condition, c.n::integer as number, e.types[c.n] as type
    from cutover.known_differences d
    join jsonb_array_elements(p_table.columns) with ordinality as c(item, n) on c.item ->> 'supabase' = d.column_name
    join cutover_agent.endpoints e on e.id = p_table.supabase_endpoint
    where d.table_id = p_table.id and d.ended_at is null and d.expires_at > clock_timestamp()
  loop
    select array_agg(m.key order by m.key) into v_keys from jsonb_each(p_mismatched) as m(key, numbers) where m.numbers @> to_jsonb(v_rule.number);
    continue when v_keys is null;
    if v_rule.condition is not null then
      -- The values are looked at and forgotten.
      with legacy as materialized (
        select (r.value::text[])[1] as key, (r.value::text[])[2] as text_value
        from cutover_private.agent_query(p_table.source_id, 'legacy', format('select array[v.key, v.row_values[1]]::text from cutover_agent.column_values(%L, %L, %L) v',
          p_table.legacy_endpoint, v_keys, array[v_rule.number])) as r(value)
      ), supabase as materialized (
        select (r.value::text[])[1] as key, (r.value::text[])[2] as text_value
        from cutover_private.agent_query(p_table.source_id, 'supabase', format('select array[v.key, v.row_values[1]]::text from cutover_agent.column_values(%L, %L, %L) v',
          p_table.supabase_endpoint, v_keys, array[v_rule.number])) as r(value)
      )
      select array_agg(l.key order by l.key), array_agg(l.text_value order by l.key), array_agg(s.text_value order by l.key)
      into v_keys, v_legacy, v_supabase
      from legacy l join supabase s on s.key = l.key;
      continue when v_keys is null;
      select array_agg(u.key) into v_keys
      from unnest(v_keys, cutover_private.holds_as_reader(v_rule.condition, v_rule.type, v_legacy, v_supabase)) as u(key, holds)
      where u.holds;
      continue when v_keys is null;
    end if;
    select v_explained || jsonb_object_agg(k, coalesce(v_explained -> k, '[]') || to_jsonb(v_rule.number)) into v_explained from unnest(v_keys) as k;
  end loop;
  return query select m.key from jsonb_each(p_mismatched) as m(key, numbers) where v_explained -> m.key @> m.numbers;
end
$$;

revoke all on function cutover_private.known_keys(cutover.cutover_tables, jsonb) from public;
comment on function cutover_private.known_keys(cutover.cutover_tables, jsonb) is 'Of keys whose rows differ in the columns with these numbers ({key: [number]}): those of which every difference is known. Raises CT5xx.';
