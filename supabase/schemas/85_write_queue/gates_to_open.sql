create or replace function cutover_private.gates_to_open()
returns bigint[]
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return (
  select coalesce(array_agg(distinct t.group_id), '{}')
  from cutover.cutover_tables t
  where (cutover_private.active_freeze_window(t.group_id)).id is null and (
    exists (select from cutover_private.write_gates g where g.table_id = t.id)
    or exists (select from cutover.queued_writes q where q.table_id = t.id and q.status = 'waiting'))
);

revoke all on function cutover_private.gates_to_open() from public;
comment on function cutover_private.gates_to_open() is 'Groups whose freeze window is over, with a gate or queued writes left.';
