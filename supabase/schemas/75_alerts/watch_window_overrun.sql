create or replace function cutover_private.watch_window_overrun()
returns setof cutover_private.condition
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select
    'window_overrun:' || w.id, 'warning', format('The freeze window of %s is over, and nobody has closed it', g.name),
    jsonb_build_object('window', w.id, 'ends_at', w.ends_at), null::bigint, w.group_id, null::uuid
  from cutover.freeze_windows w
  join cutover.table_groups g on g.id = w.group_id
  where w.status = 'active' and w.ends_at < clock_timestamp() - interval '2 minutes'
  union all
  select
    'window_overrun:' || r.id, 'warning', format('The freeze window of %s is over, and its cutover has not switched yet', g.name),
    jsonb_build_object('step', r.step, 'requested_at', r.requested_at), null::bigint, r.group_id, r.id
  from cutover.cutover_runs r
  join cutover.table_groups g on g.id = r.group_id
  where r.kind = 'cutover' and r.status = 'running' and r.step in ('preflight', 'block_writes')
    and not exists (
      select from cutover.freeze_windows w where w.group_id = r.group_id and w.status = 'active' and w.ends_at > clock_timestamp())
$function$;

comment on function cutover_private.watch_window_overrun() is 'Freeze windows that should have been closed two minutes ago, and cutovers that go on beyond theirs.';

revoke all on function cutover_private.watch_window_overrun() from public;
