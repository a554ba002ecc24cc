create or replace function cutover_private.drop_routed_view(p_table cutover.cutover_tables)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_detail text;
begin
  if p_table.routed_name is not null then
    begin
      execute format('drop view if exists %I.%I', p_table.routed_schema, p_table.routed_name);
    exception when dependent_objects_still_exist then
      get stacked diagnostics v_detail = pg_exception_detail;
      perform cutover_private.fail('CT408', format('Something depends on the routed view %I.%I.', p_table.routed_schema, p_table.routed_name), v_detail);
    end;
    execute format('drop view if exists cutover_routing.%I', 'legacy_' || p_table.id);
    execute format('drop foreign table if exists cutover_private.%I', 'legacy_' || p_table.id);
    execute format('drop foreign table if exists cutover_private.%I', 'filler_' || p_table.id);
  end if;
end
$$;

revoke all on function cutover_private.drop_routed_view(cutover.cutover_tables) from public;
comment on function cutover_private.drop_routed_view(cutover.cutover_tables) is 'Drops the routed view of a table and its foreign table. Raises CT408 if something depends on the view.';
