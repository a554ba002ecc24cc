create or replace function cutover.register_table(p_name text, p_source text, p_legacy_schema text, p_legacy_table text,
  p_supabase_schema text, p_supabase_table text, p_group text default null, p_routed_schema text default null,
  p_routed_name text default null, p_key_columns text[] default null, p_columns jsonb default null, p_ignored_columns text[] default null,
  p_tenant_column text default null, p_data_class text default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('register_table', jsonb_strip_nulls(jsonb_build_object('name', p_name, 'source', p_source, 'group', p_group,
  'legacy_schema', p_legacy_schema, 'legacy_table', p_legacy_table, 'supabase_schema', p_supabase_schema, 'supabase_table',
  p_supabase_table, 'routed_schema', p_routed_schema, 'routed_name', p_routed_name, 'key_columns', p_key_columns, 'columns', p_columns,
  'ignored_columns', p_ignored_columns, 'tenant_column', p_tenant_column, 'data_class', p_data_class)));

revoke all on function cutover.register_table(text, text, text, text, text, text, text, text, text, text[], jsonb, text[], text, text) from public;
grant execute on function cutover.register_table(text, text, text, text, text, text, text, text, text, text[], jsonb, text[], text,
  text) to authenticated, service_role;
comment on function cutover.register_table(text, text, text, text, text, text, text, text, text, text[], jsonb, text[], text, text) is 'Registers a table with both its sides; nothing changes for its users yet. p_columns maps legacy to supabase column names. Refused with every reason at once. Role admin.';
