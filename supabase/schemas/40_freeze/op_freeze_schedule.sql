create or replace function cutover_private.op_freeze_schedule(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_group cutover.table_groups;
  v_starts_at timestamptz;
  v_ends_at timestamptz;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'starts_at', 'ends_at', 'reason');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group'));
  v_starts_at := cutover_private.argument_timestamp(p_arguments, 'starts_at');
  v_ends_at := coalesce(cutover_private.argument_timestamp(p_arguments, 'ends_at', false), v_starts_at + interval '3 hours');
  -- A minute of grace, for clocks and for "from now on".
  if v_starts_at < clock_timestamp() - interval '1 minute' then
    perform cutover_private.fail('CT208', 'The freeze window starts in the past.');
  end if;
  return cutover_private.freeze_window_as_json(cutover_private.create_freeze_window(
    v_group.id, 'planned', v_starts_at, v_ends_at, cutover_private.argument_text(p_arguments, 'reason', false, 2000)));
end
$function$;

comment on function cutover_private.op_freeze_schedule(jsonb) is
  'Operation freeze_schedule {group, starts_at, ends_at?, reason?}: plans a freeze window, 3 hours long by default. Raises CT001, CT004, CT207, CT208.';

revoke all on function cutover_private.op_freeze_schedule(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('freeze_schedule', 'op_freeze_schedule', 'operator', 'group', 'freeze.schedule');
