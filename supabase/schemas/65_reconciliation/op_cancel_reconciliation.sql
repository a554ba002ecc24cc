create or replace function cutover_private.op_cancel_reconciliation(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, 'job', 'reason');
  return cutover_private.control_reconciliation(p_arguments, 'cancel');
end
$$;

revoke all on function cutover_private.op_cancel_reconciliation(jsonb) from public;
comment on function cutover_private.op_cancel_reconciliation(jsonb) is 'Operation cancel_reconciliation {job, reason}: ends it for good; it proves nothing then. Raises CT001, CT012, CT201.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('cancel_reconciliation', 'op_cancel_reconciliation', 'operator', true, 'job', 'reconciliation.cancel');
