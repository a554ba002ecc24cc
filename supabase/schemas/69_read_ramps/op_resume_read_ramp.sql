create or replace function cutover_private.op_resume_read_ramp(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'reason');
  return cutover_private.control_read_ramp(p_arguments, 'resume');
end
$$;

revoke all on function cutover_private.op_resume_read_ramp(jsonb) from public;
comment on function cutover_private.op_resume_read_ramp(jsonb) is 'Operation resume_read_ramp {table, reason}: the hold time of its step begins anew. Raises CT001, CT002, CT012, CT201.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('resume_read_ramp', 'op_resume_read_ramp', 'operator', true, 'table', 'read_ramp.resume');
