create or replace function cutover_private.op_freeze_emergency(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_group cutover.table_groups;
  v_now timestamptz := clock_timestamp();
  v_ends_at timestamptz;
  v_window cutover.freeze_windows;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'reason', 'ends_at');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group'));
  v_ends_at := cutover_private.argument_timestamp(p_arguments, 'ends_at', false);
  if v_ends_at is null then
    -- A window planned for later must not keep an emergency from starting.
    select least(v_now + interval '1 hour', min(w.starts_at)) into v_ends_at
      from cutover.freeze_windows w
     where w.group_id = v_group.id and w.status = 'scheduled' and w.starts_at > v_now;
  end if;
  v_window := cutover_private.create_freeze_window(
    v_group.id, 'emergency', v_now, v_ends_at, cutover_private.argument_text(p_arguments, 'reason', true, 2000));
  perform cutover_private.close_gates(v_group.id);
  return cutover_private.freeze_window_as_json(v_window);
end
$function$;

comment on function cutover_private.op_freeze_emergency(jsonb) is
  'Operation freeze_emergency {group, reason, ends_at?}: a freeze window that starts at once, until ends_at (default: an hour, or until the next scheduled window). Raises CT001, CT004, CT207, CT208, CT601.';

revoke all on function cutover_private.op_freeze_emergency(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('freeze_emergency', 'op_freeze_emergency', 'operator', 'group', 'freeze.emergency');
