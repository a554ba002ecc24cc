create or replace function cutover_private.refresh_read_switches()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Before the look at what others have committed: of two that change different things, the later one sees both.
  perform pg_advisory_xact_lock(hashtextextended('cutover_private.read_switches', 0));
  insert into cutover_private.read_switches as r (table_name, table_id, read_source, write_source, buckets, pinned, excluded, salt, tenant_path)
  select t.name, t.id, t.read_source, t.write_source,
    case when f.enabled then least(coalesce(s.percentage, 0), f.rollout_percentage) * 100 else 0 end,
    -- The halt of a split that is back at 0 holds for them, too: what is wrong is wrong for everybody.
    case when f.enabled and (s.halted_at is null or s.percentage > 0) then coalesce(s.pinned, '{}') else '{}' end,
    coalesce(s.excluded, '{}'), coalesce(s.salt, g.name),
    string_to_array(cutover_private.setting('tenant_claim') #>> '{}', '.')
  from cutover.cutover_tables t
  join cutover.table_groups g on g.id = t.group_id
  cross join (select cutover_private.setting('environment') #>> '{}' as name) e
  left join cutover.read_splits s on s.table_id = t.id and s.environment = e.name
  left join cutover.feature_flags f on f.name = 'data_migration_final' and f.environment = e.name
  on conflict (table_name) do update
    set table_id = excluded.table_id, read_source = excluded.read_source, write_source = excluded.write_source, buckets = excluded.buckets,
      pinned = excluded.pinned, excluded = excluded.excluded, salt = excluded.salt, tenant_path = excluded.tenant_path
    where (r.*) is distinct from (excluded.*);
  delete from cutover_private.read_switches r where not exists (select from cutover.cutover_tables t where t.name = r.table_name);
  return null;
end
$$;

revoke all on function cutover_private.refresh_read_switches() from public;
comment on function cutover_private.refresh_read_switches() is 'Trigger on what the read switch follows from: brings cutover_private.read_switches up to date. Lock order: comes after the group and everything of it.';

create trigger refresh_read_switches after insert or delete or update of name, group_id, read_source, write_source on cutover.cutover_tables
  for each statement execute function cutover_private.refresh_read_switches();
create trigger refresh_read_switches after insert or delete or update on cutover.read_splits
  for each statement execute function cutover_private.refresh_read_switches();
create trigger refresh_read_switches after insert or delete or update on cutover.feature_flags
  for each statement execute function cutover_private.refresh_read_switches();
create trigger refresh_read_switches after update on cutover.settings
  for each statement execute function cutover_private.refresh_read_switches();
