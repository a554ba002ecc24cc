create or replace function cutover_private.backfill_gives_way(p_group_id bigint, p_applied integer)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_lag numeric := 0;
begin
  if not exists (select from cutover.backfills b join cutover.cutover_tables t on t.id = b.table_id where t.group_id = p_group_id and b.status = 'running') then
    return false;
  end if;
  -- A round that was not full took all there was.
  if p_applied >= 2000 then
    select b.oldest_seconds into v_lag from cutover_private.backlog(p_group_id) b;
  end if;
  if v_lag <= cutover_private.setting('backfill_maximum_lag_seconds')::text::numeric then
    return false;
  end if;
  update cutover.backfills b set paused_since = clock_timestamp()
  from cutover.cutover_tables t where t.id = b.table_id and t.group_id = p_group_id and b.status = 'running' and b.paused_since is null;
  return true;
end
$$;

revoke all on function cutover_private.backfill_gives_way(bigint, integer) from public;
comment on function cutover_private.backfill_gives_way(bigint, integer) is 'True while live changes of a group lag behind more than the setting backfill_maximum_lag_seconds, judged after a round that applied p_applied keys; the backfill is marked as paused then.';
