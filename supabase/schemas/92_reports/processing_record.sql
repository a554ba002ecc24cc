create or replace function cutover_private.processing_record(p_classes text [], p_from timestamptz, p_to timestamptz)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select jsonb_build_object(
    'controller', nullif(cutover_private.setting('data_controller') #>> '{}', ''),
    'purpose', 'Moving tables from a legacy database to Supabase, keeping both sides equal, and proving it.',
    'recipients', coalesce((
      select jsonb_agg(jsonb_build_object('target', n.name, 'kind', n.kind, 'gets', 'names of tables and counts, no row values') order by n.name)
      from cutover.notification_targets n), '[]'),
    'retention', jsonb_build_object(
      'values_of_rows', 'none are kept of these tables; hashes of values that differ, salted, for 90 days after they were put right',
      'keys_of_rows', 'of rows that differ, are refused or wait to be carried over: until that is settled, and 90 days',
      'audit_log', 'for ever; it holds names, keys and counts'),
    'security', jsonb_build_array('roles that are looked up at each call', 'row level security on every table', 'a hash chain over the audit log',
      'passwords in the Vault or in user mappings, never in a table'),
    'tables', coalesce((
      select jsonb_agg(jsonb_build_object(
        'table', t.name, 'group', g.name, 'data_class', t.data_class,
        'legacy', jsonb_build_object('source', s.name, 'kind', s.kind, 'server', s.server_name, 'schema', t.legacy_schema, 'table', t.legacy_table),
        'supabase', jsonb_build_object('schema', t.supabase_schema, 'table', t.supabase_table),
        'columns', (select jsonb_agg(c.value -> 'supabase' order by c.ordinality) from jsonb_array_elements(t.columns) with ordinality c),
        'tenant_column', t.tenant_column, 'write_source', t.write_source, 'state', t.state,
        'registered_by', t.created_by, 'registered_at', t.created_at, 'copied_at', t.backfilled_at, 'switched_at', t.cutover_at, 'finalized_at', t.finalized_at,
        'rows_compared', (
          select coalesce(sum(greatest(j.rows_legacy, j.rows_supabase)), 0) from cutover.reconciliation_jobs j
          where j.table_id = t.id and j.finished_at >= p_from and j.finished_at < p_to)) order by t.name)
      from cutover.cutover_tables t
      join cutover.table_groups g on g.id = t.group_id
      join cutover.legacy_sources s on s.id = t.source_id
      where t.data_class = any (p_classes)), '[]'))
$function$;

comment on function cutover_private.processing_record(text [], timestamptz, timestamptz) is
  'What is processed of tables of these data classes: where, what for, for how long, who gets what. Names of columns, no values.';

revoke all on function cutover_private.processing_record(text [], timestamptz, timestamptz) from public;
