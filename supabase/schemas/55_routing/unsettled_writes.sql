create or replace function cutover_private.unsettled_writes(p_table cutover.cutover_tables)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return exists (
  select from pg_trigger g
  where g.tgrelid = case when p_table.routed_name is not null then to_regclass(format('%I.%I', p_table.routed_schema, p_table.routed_name)) end
    and (g.tgname = 'cutover_await'
      or (g.tgfoid = to_regproc('cutover_routing.refuse_write') and cutover_agent.write_hindrance(p_table.legacy_endpoint) is null)));

revoke all on function cutover_private.unsettled_writes(cutover.cutover_tables) from public;
comment on function cutover_private.unsettled_writes(cutover.cutover_tables) is 'Whether the triggers of the routed view still wait for the release after a rollback, or refuse writes for a reason that is gone.';
