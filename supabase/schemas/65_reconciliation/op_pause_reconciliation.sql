create or replace function cutover_private.op_pause_reconciliation(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, 'job', 'reason');
  return cutover_private.control_reconciliation(p_arguments, 'pause');
end
$$;

revoke all on function cutover_private.op_pause_reconciliation(jsonb) from public;
comment on function cutover_private.op_pause_reconciliation(jsonb) is 'Operation pause_reconciliation {job, reason}: no worker begins another piece of the job until it is resumed. Raises CT001, CT012, CT201.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('pause_reconciliation', 'op_pause_reconciliation', 'operator', true, 'job', 'reconciliation.pause');
