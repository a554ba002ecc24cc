create or replace function cutover_private.op_resume_reconciliation(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, 'job');
  return cutover_private.control_reconciliation(p_arguments, 'resume');
end
$$;

revoke all on function cutover_private.op_resume_reconciliation(jsonb) from public;
comment on function cutover_private.op_resume_reconciliation(jsonb) is 'Operation resume_reconciliation {job}: goes on where it stood. Raises CT001, CT012, CT201.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('resume_reconciliation', 'op_resume_reconciliation', 'operator', true, 'job', 'reconciliation.resume');
