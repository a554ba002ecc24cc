create or replace function cutover_private.require_flag(p_group cutover.table_groups)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not cutover_private.flag_enabled('data_migration_final', p_group.name) then
    perform cutover_private.fail('CT202', format('The feature flag data_migration_final is off in environment %s.', cutover_private.setting('environment') #>> '{}'), null,
      'Switch it on: select cutover.set_feature_flag(''data_migration_final'', true);');
  end if;
end
$$;

revoke all on function cutover_private.require_flag(cutover.table_groups) from public;
comment on function cutover_private.require_flag(cutover.table_groups) is 'Raises CT202 while the feature flag is off for this group.';
