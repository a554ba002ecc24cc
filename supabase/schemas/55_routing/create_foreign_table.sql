create or replace function cutover_private.create_foreign_table(p_table cutover.cutover_tables)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_remote boolean := cutover_private.is_remote(p_table.source_id, 'legacy');
begin
  if v_remote then
    -- Types are those of the supabase table; create_routed_view has made sure that they are the same.
    execute format('create foreign table cutover_private.%I (%s) server %I options (schema_name %L, table_name %L)',
      'legacy_' || p_table.id,
      (select string_agg(format('%I %s options (column_name %L)', c ->> 'legacy', format_type(a.atttypid, a.atttypmod), c ->> 'legacy'), ', ' order by n)
       from jsonb_array_elements(p_table.columns) with ordinality as u(c, n)
       join pg_attribute a on a.attrelid = to_regclass(format('%I.%I', p_table.supabase_schema, p_table.supabase_table)) and a.attname = c ->> 'supabase'),
      (select s.server_name from cutover.legacy_sources s where s.id = p_table.source_id), p_table.legacy_schema, p_table.legacy_table);
  end if;
  -- With the rights and the user mapping of its owner. Whoever may use the routed view goes through it; nobody can name it.
  execute format('create view cutover_routing.%I as select %s from %I.%I', 'legacy_' || p_table.id,
    (select string_agg(format('%I as %I', c ->> 'legacy', c ->> 'supabase'), ', ' order by n)
     from jsonb_array_elements(p_table.columns) with ordinality as u(c, n)),
    case when v_remote then 'cutover_private' else p_table.legacy_schema end,
    case when v_remote then 'legacy_' || p_table.id else p_table.legacy_table end);
  execute format('grant select, insert, update, delete on cutover_routing.%I to public', 'legacy_' || p_table.id);
end
$$;

revoke all on function cutover_private.create_foreign_table(cutover.cutover_tables) from public;
comment on function cutover_private.create_foreign_table(cutover.cutover_tables) is 'The foreign table through which the routed view reads a legacy table on another server, and the view with owner''s rights over a foreign table.';
