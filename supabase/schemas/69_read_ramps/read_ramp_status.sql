create or replace function cutover_private.read_ramp_status(p_table_id bigint)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object('ramp', r.id, 'table', t.name, 'status', r.status, 'step', r.step, 'of', jsonb_array_length(r.steps), 'steps', r.steps,
    'percentage', coalesce(s.percentage, 0), 'step_since', r.step_since, 'next_at', r.next_at, 'waits_for', r.waits_for, 'started_by', r.started_by,
    'started_at', r.started_at, 'finished_at', r.finished_at, 'stopped_by', r.stopped_by, 'stop_reason', r.stop_reason)
  from cutover.read_ramps r
  join cutover.cutover_tables t on t.id = r.table_id
  left join cutover.read_splits s on s.table_id = r.table_id and s.environment = r.environment
  where r.table_id = p_table_id
  order by r.started_at desc
  limit 1
$$;

revoke all on function cutover_private.read_ramp_status(bigint) from public;
comment on function cutover_private.read_ramp_status(bigint) is 'The latest ramp of a table: where it stands, when the next step may come and what it waits for. Null: there was none.';
