create or replace function cutover_private.schedule_reconciliations()
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_minutes integer := greatest(1, cutover_private.setting('reconciliation_incremental_minutes')::text::integer);
  v_hours integer := greatest(1, cutover_private.setting('reconciliation_full_hours')::text::integer);
  v_started integer := 0;
  v_kind record;
begin
  for v_table in
    select t.* from cutover.cutover_tables t
    where t.capturing_since is not null and t.backfilled_at is not null and t.finalized_at is null and t.capture_stopped_at is null
      and (t.write_source = 'supabase' or (cutover_private.capabilities(t.source_id)).captures_changes)
    order by t.group_id, t.position, t.name
  loop
    for v_kind in
      select k.name, k.every
      from (values
        ('incremental', make_interval(mins => v_minutes)),
        ('full', make_interval(hours => v_hours)),
        ('integrity', make_interval(hours => greatest(1, cutover_private.setting('integrity_hours')::text::integer)))) as k(name, every)
      where not exists (
        select from cutover.reconciliation_jobs j
        where j.table_id = v_table.id and j.kind = k.name
          and (j.finished_at is null
            or j.status = 'completed' and case k.name when 'full' then j.finished_at else j.created_at end > clock_timestamp() - k.every
              -- A switch is looked at when it is done, not up to 15 minutes later.
              and (k.name <> 'incremental' or j.created_at > coalesce(greatest(v_table.cutover_at, v_table.rolled_back_at), '-infinity'))
            -- One that failed or was cancelled is tried again after an hour, not after a minute.
            or j.status in ('failed', 'cancelled') and j.created_at > clock_timestamp() - least(k.every, interval '1 hour')))
        -- Slices have been round the table in that time.
        and not (k.name = 'full' and exists (
          select from cutover.reconciliation_slices s where s.table_id = v_table.id and s.last_cycle_ended_at > clock_timestamp() - k.every))
    loop
      perform cutover_private.start_reconciliation(v_table.id, v_kind.name, 'schedule');
      v_started := v_started + 1;
    end loop;
  end loop;
  return v_started;
end
$$;

revoke all on function cutover_private.schedule_reconciliations() from public;
comment on function cutover_private.schedule_reconciliations() is 'Queues what is due for tables that are captured and backfilled, until they are finalized: an incremental job every 15 minutes, and after a switch; a full one when neither another nor the slices have been round in 24 hours; an integrity job every 24 hours (settings reconciliation_incremental_minutes, reconciliation_full_hours, integrity_hours). Returns how many.';
