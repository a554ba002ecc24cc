create or replace function cutover_private.awaits_release(p_table cutover.cutover_tables)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return exists (select from pg_trigger g
  where g.tgrelid = to_regclass(format('%I.%I', p_table.routed_schema, p_table.routed_name)) and g.tgname = 'cutover_await');

revoke all on function cutover_private.awaits_release(cutover.cutover_tables) from public;
comment on function cutover_private.awaits_release(cutover.cutover_tables) is 'Whether writes through the routed view still ask if the legacy server has been released after a rollback.';
