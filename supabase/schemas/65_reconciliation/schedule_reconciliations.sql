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
begin
  for v_table in
    select t.* from cutover.cutover_tables t
    where t.state in ('cutover', 'completed') and t.finalized_at is null and t.capture_stopped_at is null
    order by t.group_id, t.position, t.name
  loop
    if not exists (select from cutover.reconciliation_jobs j where j.table_id = v_table.id and j.kind = 'incremental'
      and (j.status in ('queued', 'running') or j.created_at > clock_timestamp() - make_interval(mins => v_minutes)))
    then
      perform cutover_private.start_reconciliation(v_table.id, 'incremental', 'schedule');
      v_started := v_started + 1;
    end if;
    -- One that failed is tried again after an hour, not after a minute.
    if not exists (select from cutover.reconciliation_jobs j where j.table_id = v_table.id and j.kind = 'full'
      and (j.status in ('queued', 'running')
        or j.status = 'completed' and j.finished_at > clock_timestamp() - make_interval(hours => v_hours)
        or j.created_at > clock_timestamp() - interval '1 hour'))
    then
      perform cutover_private.start_reconciliation(v_table.id, 'full', 'schedule');
      v_started := v_started + 1;
    end if;
  end loop;
  return v_started;
end
$$;

revoke all on function cutover_private.schedule_reconciliations() from public;
comment on function cutover_private.schedule_reconciliations() is 'Queues what is due for tables that were cut over and are not finalized: an incremental job every 15 minutes, a full one every 24 hours (settings reconciliation_incremental_minutes, reconciliation_full_hours). Returns how many.';
