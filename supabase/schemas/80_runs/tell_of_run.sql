create or replace function cutover_private.tell_of_run()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group text := (select g.name from cutover.table_groups g where g.id = new.group_id);
begin
  if new.status = 'released' then
    -- The words of an error that is not ours may hold a value.
    perform cutover_private.tell('run_released:' || new.id, 'run_released', format('The %s of %s has ended without a switch', new.kind, v_group),
      jsonb_strip_nulls(jsonb_build_object('code', new.error -> 'code', 'step', new.error -> 'step',
        'message', case when new.error ->> 'code' like 'CT%' then new.error -> 'message' end)), new.group_id, new.id);
  elsif new.kind = 'cutover' then
    perform cutover_private.tell('group_switched:' || new.id, 'group_switched', format('%s has been switched to Supabase', v_group),
      jsonb_build_object('write_pause_ms', new.result -> 'write_pause_ms', 'requested_by', new.requested_by), new.group_id, new.id);
  else
    perform cutover_private.tell('group_rolled_back:' || new.id, 'group_rolled_back', format('%s has been taken back to legacy', v_group),
      jsonb_build_object('mode', new.mode, 'write_pause_ms', new.result -> 'write_pause_ms', 'requested_by', new.requested_by), new.group_id, new.id);
  end if;
  return null;
end
$$;

revoke all on function cutover_private.tell_of_run() from public;
comment on function cutover_private.tell_of_run() is 'Tells of a switch in its own transaction, and of a run that ended without one.';

create trigger tell_of_run after update of status, step on cutover.cutover_runs
for each row
when (new.status = 'released' and old.status <> 'released' or old.step = 'block_writes' and new.step = 'release')
execute function cutover_private.tell_of_run();
