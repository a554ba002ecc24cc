create or replace function cutover_private.watch_run_stuck()
returns setof cutover_private.condition
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select
    'run_stuck:' || r.id, case when r.deadline_at < clock_timestamp() - interval '1 minute' then 'critical' else 'warning' end,
    format('The %s of %s stands still at %s', r.kind, g.name, r.step),
    jsonb_build_object('kind', r.kind, 'status', r.status, 'step', r.step, 'heartbeat_at', r.heartbeat_at, 'deadline_at', r.deadline_at),
    null::bigint, r.group_id, r.id
  from cutover.cutover_runs r
  join cutover.table_groups g on g.id = r.group_id
  where r.status in ('running', 'releasing') and r.heartbeat_at < clock_timestamp() - interval '1 minute'
$function$;

comment on function cutover_private.watch_run_stuck() is 'Runs that nobody has driven for a minute: a warning; beyond their deadline critical.';

revoke all on function cutover_private.watch_run_stuck() from public;
