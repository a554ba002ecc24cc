create or replace function cutover_private.op_register_table(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source cutover.legacy_sources;
  v_capabilities cutover.source_kinds;
  v_group cutover.table_groups;
  v_table cutover.cutover_tables;
  v_name text;
  v_group_name text;
  v_legacy_name text;
  v_supabase_name text;
  v_legacy jsonb;
  v_supabase jsonb;
  v_mapping jsonb;
  v_ignored text[];
  v_key text[];
  v_map jsonb;
  v_neighbours jsonb;
  v_elsewhere text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'name', 'source', 'group', 'legacy_schema', 'legacy_table', 'supabase_schema', 'supabase_table',
    'routed_schema', 'routed_name', 'key_columns', 'columns', 'ignored_columns', 'tenant_column', 'data_class');
  v_name := cutover_private.argument_text(p_arguments, 'name', true, 63);
  v_group_name := coalesce(cutover_private.argument_text(p_arguments, 'group', false, 63), v_name);
  if v_name <> btrim(v_name) or v_group_name <> btrim(v_group_name) then
    perform cutover_private.fail('CT001', 'Names of tables and groups have no spaces around them.');
  end if;
  v_source := cutover_private.find_source(cutover_private.argument_text(p_arguments, 'source'));
  if exists (select from cutover.cutover_tables where name = v_name) then
    perform cutover_private.fail('CT406', format('Table %s is registered already.', quote_ident(v_name)), null, 'Choose another name, or unregister it first.');
  end if;

  insert into cutover.table_groups (name, source_id, created_by)
  values (v_group_name, v_source.id, (select subject from cutover_private.actor()))
  on conflict (name) do nothing;
  select * into strict v_group from cutover.table_groups where name = v_group_name for update;
  if v_group.source_id <> v_source.id then
    perform cutover_private.fail('CT406', format('Group %s belongs to another legacy source.', quote_ident(v_group_name)), null, 'A group flips in one transaction, so it has one source.');
  end if;
  if exists (select from cutover.cutover_tables where group_id = v_group.id and (state <> 'pending' or capturing_since is not null)) then
    perform cutover_private.fail('CT201', format('Group %s has begun its migration; tables cannot join it now.', quote_ident(v_group_name)), null, 'Register the table in a new group, or roll the group back first.');
  end if;

  v_table.legacy_schema := cutover_private.argument_text(p_arguments, 'legacy_schema', true, 63);
  v_table.legacy_table := cutover_private.argument_text(p_arguments, 'legacy_table', true, 63);
  v_table.supabase_schema := cutover_private.argument_text(p_arguments, 'supabase_schema', true, 63);
  v_table.supabase_table := cutover_private.argument_text(p_arguments, 'supabase_table', true, 63);
  v_legacy_name := format('%I.%I', v_table.legacy_schema, v_table.legacy_table);
  v_supabase_name := format('%I.%I', v_table.supabase_schema, v_table.supabase_table);
  if exists (select from cutover.cutover_tables t where (t.supabase_schema, t.supabase_table) = (v_table.supabase_schema, v_table.supabase_table)
    or (t.source_id, t.legacy_schema, t.legacy_table) = (v_source.id, v_table.legacy_schema, v_table.legacy_table)) then
    perform cutover_private.fail('CT406', format('%s or %s is registered already under another name.', v_legacy_name, v_supabase_name), null, 'A table has one counterpart.');
  end if;

  select value::jsonb into v_legacy from cutover_private.agent_query(v_source.id, 'legacy',
    format('select cutover_agent.describe(%L, %L)::text', v_table.legacy_schema, v_table.legacy_table)) as r(value);
  v_supabase := cutover_agent.describe(v_table.supabase_schema, v_table.supabase_table);
  v_capabilities := cutover_private.capabilities(v_source.id);
  perform cutover_private.check_relation('legacy', v_legacy_name, v_legacy, v_capabilities.enforces_freeze);
  perform cutover_private.check_relation('supabase', v_supabase_name, v_supabase);
  if not v_capabilities.has_own_agent and v_legacy_name = v_supabase_name then
    perform cutover_private.fail('CT001', 'Both sides are the same table.', null, 'Name the legacy table and the supabase table.');
  end if;

  v_mapping := cutover_private.argument_object(p_arguments, 'columns', false);
  v_mapping := coalesce(v_mapping, '{}');
  v_ignored := coalesce(cutover_private.argument_text_array(p_arguments, 'ignored_columns', false), '{}');
  v_key := cutover_private.choose_key(v_legacy_name, v_supabase_name, v_legacy, v_supabase, v_mapping, cutover_private.argument_text_array(p_arguments, 'key_columns', false),
    v_capabilities.enforces_keys);
  if v_key && v_ignored then
    perform cutover_private.fail('CT001', 'Argument ignored_columns: a key column cannot be ignored.', null, 'Take it out of ignored_columns.');
  end if;
  v_map := cutover_private.map_columns(v_legacy, v_supabase, v_mapping, v_ignored, v_key);
  v_table.tenant_column := cutover_private.argument_text(p_arguments, 'tenant_column', false, 63);
  if v_table.tenant_column is not null and not exists (select from jsonb_array_elements(v_map -> 'columns') c
    where c ->> 'supabase' = v_table.tenant_column) then
    perform cutover_private.fail('CT001', format('Argument tenant_column: %s has no mapped column %I.', v_supabase_name, v_table.tenant_column), null, 'Name a column of the supabase table.');
  end if;
  v_table.data_class := coalesce(cutover_private.argument_text(p_arguments, 'data_class', false, 20), 'general');
  if v_table.data_class not in ('general', 'personal', 'payment') then
    perform cutover_private.fail('CT001', format('Argument data_class: %s is not a data class.', quote_literal(v_table.data_class)), null, 'Use general, personal or payment.');
  end if;

  v_neighbours := cutover_private.neighbours(v_legacy, v_supabase);
  select string_agg(distinct format('%s (group %s)', t.name, g.name), ', ') into v_elsewhere
  from jsonb_array_elements(v_neighbours) n
  join cutover.cutover_tables t on t.source_id = v_source.id and t.group_id <> v_group.id and case n ->> 'side'
    when 'legacy' then t.legacy_schema = n ->> 'schema' and t.legacy_table = n ->> 'table'
    else t.supabase_schema = n ->> 'schema' and t.supabase_table = n ->> 'table' end
  join cutover.table_groups g on g.id = t.group_id;
  if v_elsewhere is not null then
    perform cutover_private.fail('CT403', format('Foreign keys tie %s to tables of another group.', quote_ident(v_name)), v_elsewhere, 'Tables that refer to each other flip together: use that group.');
  end if;

  insert into cutover.cutover_tables (name, group_id, source_id, legacy_schema, legacy_table, supabase_schema, supabase_table,
    columns, neighbours, ignored_columns, tenant_column, data_class, created_by)
  values (v_name, v_group.id, v_source.id, v_table.legacy_schema, v_table.legacy_table, v_table.supabase_schema, v_table.supabase_table,
    v_map -> 'columns', v_neighbours, v_ignored, v_table.tenant_column, v_table.data_class, (select subject from cutover_private.actor()))
  returning * into v_table;
  perform cutover_private.order_group(v_group.id);
  perform cutover_private.install_endpoint(v_table, 'supabase');
  perform cutover_private.record_security(v_table, 'registered');
  if p_arguments ? 'routed_schema' or p_arguments ? 'routed_name' then
    perform cutover_private.create_routed_view(v_table,
      coalesce(cutover_private.argument_text(p_arguments, 'routed_schema', false, 63), 'public'),
      coalesce(cutover_private.argument_text(p_arguments, 'routed_name', false, 63), v_table.supabase_table));
  end if;
  -- Last, because over there it commits at once: everything that could be refused has been.
  perform cutover_private.install_endpoint(v_table, 'legacy');
  perform cutover_private.fill_from_afar(t), cutover_private.set_write_triggers(t, 'legacy', 'legacy')
  from cutover.cutover_tables t where t.id = v_table.id and t.routed_name is not null;
  -- A table that cannot be read is not registered at all.
  perform r.* from cutover_private.chunk_end(v_source.id, 'legacy', v_table.legacy_endpoint, null, 1) e
    cross join lateral cutover_private.read_range(v_source.id, 'legacy', v_table.legacy_endpoint, null, e.key) r;
  return jsonb_build_object('table', v_name, 'group', v_group_name, 'key', to_jsonb(v_key), 'columns', v_map -> 'columns', 'notes', v_map -> 'notes',
    'neighbours_not_registered', to_jsonb(cutover_private.outside_neighbours(v_group.id)));
end
$$;

revoke all on function cutover_private.op_register_table(jsonb) from public;
comment on function cutover_private.op_register_table(jsonb) is 'Operation register_table: reads both catalogs and refuses with reasons (CT401 key, CT402 columns, CT403 neighbours, CT404 rights, CT405 kind, CT406 already there, CT407 routed view).';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('register_table', 'op_register_table', 'admin', true, 'name');
