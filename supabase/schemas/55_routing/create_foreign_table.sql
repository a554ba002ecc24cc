create or replace function cutover_private.create_foreign_table(p_table cutover.cutover_tables)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Types are those of the supabase table; create_routed_view has made sure that they are the same.
  execute format('create foreign table cutover_private.%I (%s) server %I options (schema_name %L, table_name %L)',
    'legacy_' || p_table.id,
    (select string_agg(format('%I %s options (column_name %L)', c ->> 'legacy', format_type(a.atttypid, a.atttypmod), c ->> 'legacy'), ', ' order by n)
     from jsonb_array_elements(p_table.columns) with ordinality as u(c, n)
     join pg_attribute a on a.attrelid = to_regclass(format('%I.%I', p_table.supabase_schema, p_table.supabase_table)) and a.attname = c ->> 'supabase'),
    (select s.server_name from cutover.legacy_sources s where s.id = p_table.source_id), p_table.legacy_schema, p_table.legacy_table);
end
$$;

revoke all on function cutover_private.create_foreign_table(cutover.cutover_tables) from public;
comment on function cutover_private.create_foreign_table(cutover.cutover_tables) is 'The foreign table through which the routed view reads a legacy table on another server.';
