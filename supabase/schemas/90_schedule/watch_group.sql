create or replace function cutover_private.watch_group(p_group_id bigint)
returns uuid
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- A probe asks the legacy server; the runs of other groups are next.
  perform cutover_private.limit_legacy_timeout(5);
  return cutover_private.watch_turn(p_group_id);
exception when others then
  raise warning 'cutover: group % could not be looked at: % %', p_group_id, sqlstate, sqlerrm;
  update cutover_private.watches set due_at = clock_timestamp() + interval '5 seconds' where group_id = p_group_id;
  perform cutover_private.note_blindness(g, jsonb_build_object('the look', sqlstate || ': ' || left(sqlerrm, 300)))
  from cutover.table_groups g where g.id = p_group_id;
  return null;
end
$$;

revoke all on function cutover_private.watch_group(bigint) from public;
comment on function cutover_private.watch_group(bigint) is 'cutover_private.watch_turn() for the monitor: trouble with one group stays with it, and is told.';
