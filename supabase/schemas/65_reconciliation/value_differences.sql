create or replace function cutover_private.value_differences(p_table cutover.cutover_tables, p_keys text[], p_columns text[])
returns table (key text, differences jsonb)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_plain boolean := p_table.data_class = 'general' and cutover_private.setting('keep_drifted_values')::boolean;
  v_salt bytea := (select s.salt from cutover_private.value_salt s);
  v_numbers integer[];
  v_side text;
  v_values jsonb := jsonb_build_object();
begin
  select array_agg(c.n::integer order by c.n) into v_numbers
  from jsonb_array_elements(p_table.columns) with ordinality as c(item, n)
  where c.item ->> 'supabase' in (select jsonb_array_elements_text(to_jsonb(u::text[])) from unnest(p_columns) as u);
  if v_numbers is null then
    return;
  end if;
  foreach v_side in array array['legacy', 'supabase'] loop
    select v_values || jsonb_build_object(v_side, coalesce(jsonb_object_agg((r.value::text[])[1], to_jsonb((r.value::text[])[2]::text[])), '{}')) into v_values
    from cutover_private.agent_query(p_table.source_id, v_side, format('select array[v.key, v.row_values::text]::text from cutover_agent.column_values(%L, %L, %L) v',
      case v_side when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end,
      array(select u.key from unnest(p_keys, p_columns) as u(key, columns) where u.columns <> '{}'), v_numbers)) as r(value);
  end loop;
  return query
  select u.key, (
    select jsonb_object_agg(c.name, (
      select jsonb_object_agg(s.side, case
        when v_plain then left(s.value, 1000)
        else 'sha256:' || left(encode(sha256(v_salt || convert_to(s.value, 'UTF8')), 'hex'), 32) end)
      from (
        select d.side, v_values -> d.side -> u.key ->> (array_position(v_numbers, n.number) - 1) as value
        from (values ('legacy'), ('supabase')) as d(side)
      ) s))
    from unnest(u.columns::text[]) as c(name)
    join (
      select p.item ->> 'supabase' as name, p.n::integer as number from jsonb_array_elements(p_table.columns) with ordinality as p(item, n)
    ) n on n.name = c.name)
  from unnest(p_keys, p_columns) as u(key, columns)
  where u.columns <> '{}';
end
$$;

revoke all on function cutover_private.value_differences(cutover.cutover_tables, text[], text[]) from public;
comment on function cutover_private.value_differences(cutover.cutover_tables, text[], text[]) is 'What the columns that differ hold on either side, for parallel arrays of keys and columns (text[] literals): salted hashes; the values themselves only of tables of the data class general, and only if the setting keep_drifted_values is true. Raises CT5xx.';
