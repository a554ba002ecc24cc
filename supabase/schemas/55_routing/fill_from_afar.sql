create or replace function cutover_private.fill_from_afar(p_table cutover.cutover_tables)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_filler text;
begin
  if not cutover_private.is_remote(p_table.source_id, 'legacy') then
    return;
  end if;
  select r.value into v_filler
  from cutover_private.agent_query(p_table.source_id, 'legacy', format('select cutover_agent.create_filler(%L)', p_table.legacy_endpoint)) as r(value);
  if v_filler is null then
    return;
  end if;
  execute (
    select format('create foreign table cutover_private.%I (%s) server %I options (schema_name ''cutover_agent'', table_name %L)', 'filler_' || p_table.id,
      string_agg(format('%I %s options (column_name %L)', c ->> 'legacy', format_type(a.atttypid, a.atttypmod), c ->> 'legacy'), ', ' order by n),
      (select s.server_name from cutover.legacy_sources s where s.id = p_table.source_id), v_filler)
    from jsonb_array_elements(p_table.columns) with ordinality as u(c, n)
    join pg_attribute a on a.attrelid = to_regclass(format('cutover_private.%I', 'legacy_' || p_table.id)) and a.attname = c ->> 'legacy');
  -- postgres_fdw names every column of a foreign table. A rule, so that every form of the routed view inserts like this.
  execute (
    select format('create rule cutover_fill as on insert to cutover_routing.%I do instead insert into cutover_private.%I (%3$s) values (%4$s) returning %3$s',
      'legacy_' || p_table.id, 'filler_' || p_table.id,
      string_agg(format('%I', c ->> 'legacy'), ', ' order by n), string_agg(format('new.%I', c ->> 'supabase'), ', ' order by n))
    from jsonb_array_elements(p_table.columns) with ordinality as u(c, n));
end
$$;

revoke all on function cutover_private.fill_from_afar(cutover.cutover_tables) from public;
comment on function cutover_private.fill_from_afar(cutover.cutover_tables) is 'Where a legacy table on another server fills columns itself: inserts through the routed view leave them to it.';
