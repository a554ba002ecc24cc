create or replace function cutover_private.run_status(p_run_id uuid)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return (
  select jsonb_build_object('run_id', r.id, 'group', g.name, 'kind', r.kind, 'mode', r.mode, 'status', r.status, 'step', r.step,
    'finished', r.status in ('completed', 'released'), 'requested_by', r.requested_by, 'requested_at', r.requested_at, 'finished_at', r.finished_at,
    'reason', r.reason, 'skipped', (
      select coalesce(jsonb_agg(format('%s/%s', g.item ->> 'table', g.item ->> 'rule')), '[]') from jsonb_array_elements(r.result -> 'skipped') as g(item)),
    'conflict_policy', r.conflict_policy, 'fallback_hours', r.fallback_hours, 'error', r.error,
    'write_pause_ms', r.result -> 'write_pause_ms', 'conflicts', (select count(*) from cutover.replay_conflicts c where c.run_id = r.id),
    'steps', (select coalesce(jsonb_agg(jsonb_build_object('step', s.step, 'outcome', s.outcome,
      'started_at', s.started_at, 'finished_at', s.finished_at,
      'ms', round(extract(epoch from s.finished_at - s.started_at) * 1000, 1), 'detail', s.detail) order by s.id), '[]')
      from cutover.cutover_run_steps s where s.run_id = r.id))
  from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id
  where r.id = p_run_id
);

revoke all on function cutover_private.run_status(uuid) from public;
comment on function cutover_private.run_status(uuid) is 'A run as people see it: where it stands, its steps with milliseconds, its write pause, its error.';
