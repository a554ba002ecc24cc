create or replace function cutover_private.drop_routed_view(p_table cutover.cutover_tables)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_table.routed_name is not null then
    execute format('drop view if exists %I.%I', p_table.routed_schema, p_table.routed_name);
    execute format('drop foreign table if exists cutover_private.%I', 'legacy_' || p_table.id);
  end if;
end
$$;

revoke all on function cutover_private.drop_routed_view(cutover.cutover_tables) from public;
comment on function cutover_private.drop_routed_view(cutover.cutover_tables) is 'Drops the routed view of a table and its foreign table. Fails if something depends on the view.';
