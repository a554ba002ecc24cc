create or replace function cutover_private.op_list_registered(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group_name text := cutover_private.argument_text(p_arguments, 'group', false, 63);
  v_group cutover.table_groups;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group');
  if v_group_name is not null then
    v_group := cutover_private.find_group(v_group_name);
  end if;
  return jsonb_build_object(
    'sources', (
      select coalesce(jsonb_agg(jsonb_build_object('source', s.name, 'kind', s.kind, 'endpoint', s.endpoint_description, 'agent_version', s.agent_version,
        'created_by', s.created_by, 'created_at', s.created_at) order by s.name), '[]')
      from (select * from cutover.legacy_sources where v_group.id is null or id = v_group.source_id order by name limit 1000) s),
    'tables', (
      select coalesce(jsonb_agg(jsonb_build_object('table', t.name, 'group', t.group_name, 'source', t.source_name,
        'legacy', format('%I.%I', t.legacy_schema, t.legacy_table), 'supabase', format('%I.%I', t.supabase_schema, t.supabase_table),
        'routed_view', case when t.routed_name is not null then format('%I.%I', t.routed_schema, t.routed_name) end, 'columns', t.columns,
        'ignored_columns', to_jsonb(t.ignored_columns), 'tenant_column', t.tenant_column, 'data_class', t.data_class, 'state', t.state,
        'read_source', t.read_source, 'write_source', t.write_source, 'created_by', t.created_by, 'created_at', t.created_at)
          order by t.group_name, t.position, t.name), '[]')
      from (
        select c.*, g.name as group_name, s.name as source_name
        from cutover.cutover_tables c join cutover.table_groups g on g.id = c.group_id join cutover.legacy_sources s on s.id = c.source_id
        where v_group.id is null or c.group_id = v_group.id order by g.name, c.position, c.name limit 1000
      ) t),
    'golden_queries', (
      select coalesce(jsonb_agg(jsonb_build_object('name', q.name, 'version', q.version, 'group', q.group_name, 'legacy_sql', q.legacy_sql,
        'supabase_sql', q.supabase_sql,
        'ordered', q.is_ordered, 'timeout_seconds', q.timeout_seconds, 'reason', q.reason, 'registered_by', q.registered_by,
        'verdict', (select r.verdict from cutover.golden_query_results r where r.name = q.name and r.version = q.version limit 1)) order by q.name), '[]')
      from (
        select d.*, g.name as group_name from cutover.golden_queries d join cutover.table_groups g on g.id = d.group_id
        where d.ended_at is null and (v_group.id is null or d.group_id = v_group.id) order by d.name limit 1000
      ) q),
    'invariants', (
      select coalesce(jsonb_agg(jsonb_build_object('name', i.name, 'group', i.group_name, 'sql', i.sql, 'timeout_seconds', i.timeout_seconds,
        'reason', i.reason,
        'registered_by', i.registered_by, 'checked_at', i.checked_at, 'rows_found', i.rows_found, 'error', i.error) order by i.name), '[]')
      from (
        select n.*, g.name as group_name from cutover.invariants n join cutover.table_groups g on g.id = n.group_id
        where n.ended_at is null and (v_group.id is null or n.group_id = v_group.id) order by n.name limit 1000
      ) i));
end
$$;

revoke all on function cutover_private.op_list_registered(jsonb) from public;
comment on function cutover_private.op_list_registered(jsonb) is 'Operation list_registered {group?}: legacy sources, tables, golden queries with their last verdict, invariants; at most 1000 of each. Raises CT001, CT004.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('list_registered', 'op_list_registered', 'viewer', false, 'group', 'register.list');
