create or replace function cutover_private.op_freeze_cancel(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_window cutover.freeze_windows := cutover_private.find_freeze_window(p_arguments);
begin
  perform cutover_private.allow_arguments(p_arguments, 'window', 'reason');
  perform cutover_private.argument_text(p_arguments, 'reason', false, 2000);
  if v_window.status <> 'scheduled' then
    perform cutover_private.fail('CT201', format('The freeze window is %s, not scheduled.', v_window.status));
  end if;
  update cutover.freeze_windows w
     set status = 'cancelled', ended_at = clock_timestamp(), ended_by = (select a.subject from cutover_private.actor() a)
   where w.id = v_window.id
  returning w.* into v_window;
  return cutover_private.freeze_window_as_json(v_window);
end
$function$;

comment on function cutover_private.op_freeze_cancel(jsonb) is
  'Operation freeze_cancel {window, reason?}: cancels a scheduled freeze window; the reason is kept in the audit log. Raises CT001, CT007, CT201.';

revoke all on function cutover_private.op_freeze_cancel(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('freeze_cancel', 'op_freeze_cancel', 'operator', 'window', 'freeze.cancel');
