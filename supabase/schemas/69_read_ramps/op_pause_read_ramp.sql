create or replace function cutover_private.op_pause_read_ramp(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'reason');
  return cutover_private.control_read_ramp(p_arguments, 'pause');
end
$$;

revoke all on function cutover_private.op_pause_read_ramp(jsonb) from public;
comment on function cutover_private.op_pause_read_ramp(jsonb) is 'Operation pause_read_ramp {table, reason}: no further step until it is resumed; the split stays as it is. Raises CT001, CT002, CT012, CT201.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('pause_read_ramp', 'op_pause_read_ramp', 'operator', true, 'table', 'read_ramp.pause');
