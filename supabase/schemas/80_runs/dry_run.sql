create or replace function cutover_private.dry_run(p_run cutover.cutover_runs)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  begin
    -- One that is forced may begin before the group is ready.
    update cutover.cutover_tables set state = 'ready' where group_id = p_run.group_id and state = 'pending';
    insert into cutover.cutover_runs select p_run.*;
    raise exception using errcode = 'CT999', message = cutover_private.switch_group(p_run, true)::text;
  exception when sqlstate 'CT999' then
    return sqlerrm::jsonb;
  end;
end
$$;

revoke all on function cutover_private.dry_run(cutover.cutover_runs) from public;
comment on function cutover_private.dry_run(cutover.cutover_runs) is 'Goes the whole way of a run and rolls it back: returns plan, gates and the write pause it took. Holds writers for that time.';
