create or replace function cutover_private.pipeline_turn(p_group_id bigint)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
begin
  -- One worker at a time goes to a legacy server. If that server hangs, the other workers are not caught there as well, and
  -- the groups of other sources go on.
  if exists (select from cutover.legacy_sources s where s.id = v_source_id and s.kind <> 'local') and (
    cutover_private.source_rests(v_source_id)
    or not pg_try_advisory_xact_lock(hashtextextended('cutover source ' || v_source_id, 0)))
  then
    return 0;
  end if;
  return cutover_private.pipeline_tick(p_group_id);
end
$$;

revoke all on function cutover_private.pipeline_turn(bigint) from public;
comment on function cutover_private.pipeline_turn(bigint) is 'A worker''s turn at a group: pipeline_tick, unless another worker is at the group''s legacy server, or that server did not answer a moment ago.';
