create or replace function cutover_private.monitor_tick()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source cutover.legacy_sources;
begin
  perform cutover_private.sweep_freeze_windows();
  perform cutover_private.schedule_reconciliations();
  perform cutover_private.schedule_golden_queries();
  perform cutover_private.time_golden_queries();
  perform cutover_agent.sweep_blocks();
  -- Housekeeping over there waits for nobody long: runs of other groups are next.
  perform cutover_private.limit_legacy_timeout(5);
  for v_source in select * from cutover.legacy_sources s where cutover_private.is_remote(s.id, 'legacy') and not cutover_private.source_rests(s.id) loop
    begin
      perform cutover_private.agent_query(v_source.id, 'legacy', 'select cutover_agent.sweep_blocks()::text');
    exception when others then
      -- The legacy server is away; its blocks run out by themselves.
      perform cutover_private.note_source_result(v_source.id, sqlstate || ': ' || sqlerrm);
    end;
  end loop;
end
$$;

revoke all on function cutover_private.monitor_tick() from public;
comment on function cutover_private.monitor_tick() is 'Opens and closes freeze windows, queues due reconciliations and golden queries, lifts blocks that ran out.';
