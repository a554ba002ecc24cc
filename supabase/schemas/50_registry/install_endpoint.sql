create or replace function cutover_private.install_endpoint(p_table cutover.cutover_tables, p_side text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_columns text[];
  v_classes text[];
begin
  select array_agg(c ->> p_side order by n), array_agg(c ->> 'class' order by n) into v_columns, v_classes
  from jsonb_array_elements(p_table.columns) with ordinality as u(c, n);
  perform cutover_private.agent_query(p_table.source_id, p_side, format('select cutover_agent.register_endpoint(%L, %L, %L, %L, %L, %s)::text',
    case p_side when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end,
    case p_side when 'legacy' then p_table.legacy_schema else p_table.supabase_schema end,
    case p_side when 'legacy' then p_table.legacy_table else p_table.supabase_table end,
    v_columns, v_classes, (select count(*) from jsonb_array_elements(p_table.columns) c where (c ->> 'key')::boolean)));
end
$$;

revoke all on function cutover_private.install_endpoint(cutover.cutover_tables, text) from public;
comment on function cutover_private.install_endpoint(cutover.cutover_tables, text) is 'Registers one side of a table with the agent of that side: triggers installed, disabled.';
