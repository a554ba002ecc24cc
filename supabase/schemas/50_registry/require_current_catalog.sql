create or replace function cutover_private.require_current_catalog(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_legacy jsonb;
  v_supabase jsonb;
  v_map jsonb;
  v_changed boolean := false;
begin
  for v_table in select * from cutover.cutover_tables where group_id = p_group_id order by position, name loop
    select r.value::jsonb into v_legacy from cutover_private.agent_query(v_table.source_id, 'legacy',
      format('select cutover_agent.describe(%L, %L)::text', v_table.legacy_schema, v_table.legacy_table)) as r(value);
    v_supabase := cutover_agent.describe(v_table.supabase_schema, v_table.supabase_table);
    perform cutover_private.check_relation('legacy', format('%I.%I', v_table.legacy_schema, v_table.legacy_table), v_legacy,
      (cutover_private.capabilities(v_table.source_id)).enforces_freeze);
    perform cutover_private.check_relation('supabase', format('%I.%I', v_table.supabase_schema, v_table.supabase_table), v_supabase);
    -- Columns are fixed at registration; what legacy got since then would be left behind without a word.
    select cutover_private.map_columns(v_legacy, v_supabase, jsonb_object_agg(c ->> 'legacy', c ->> 'supabase'), v_table.ignored_columns,
      array_agg(c ->> 'legacy' order by n) filter (where (c ->> 'key')::boolean)) into v_map
    from jsonb_array_elements(v_table.columns) with ordinality as u(c, n);
    if v_map -> 'columns' <> v_table.columns then
      perform cutover_private.fail('CT402', format('The columns of table %s have changed since it was registered.', quote_ident(v_table.name)), null,
        'Unregister the table and register it again (cutover.unregister_table, cutover.register_table).');
    end if;
    update cutover.cutover_tables set neighbours = cutover_private.neighbours(v_legacy, v_supabase)
    where id = v_table.id and neighbours <> cutover_private.neighbours(v_legacy, v_supabase);
    v_changed := v_changed or found;
  end loop;
  if v_changed then
    perform cutover_private.order_group(p_group_id);
  end if;
  perform cutover_private.require_closed_group(p_group_id);
end
$$;

revoke all on function cutover_private.require_current_catalog(bigint) from public;
comment on function cutover_private.require_current_catalog(bigint) is 'Reads both catalogs again: raises CT402 if columns came, went or changed since registration, CT003, CT404 or CT405 if a table did, CT403 if foreign keys now tie the group to others, CT210 if it is empty, CT5xx.';
