create or replace function cutover_private.op_freeze_complete(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_window cutover.freeze_windows := cutover_private.find_freeze_window(p_arguments);
begin
  perform cutover_private.allow_arguments(p_arguments, 'window');
  if v_window.status <> 'active' then
    perform cutover_private.fail('CT201', format('The freeze window is %s, not active.', v_window.status));
  end if;
  update cutover.freeze_windows w
     set status = 'completed', ended_at = clock_timestamp(), ended_by = (select a.subject from cutover_private.actor() a)
   where w.id = v_window.id
  returning w.* into v_window;
  return cutover_private.freeze_window_as_json(v_window);
end
$function$;

comment on function cutover_private.op_freeze_complete(jsonb) is
  'Operation freeze_complete {window}: ends an active freeze window. Raises CT001, CT007, CT201.';

revoke all on function cutover_private.op_freeze_complete(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('freeze_complete', 'op_freeze_complete', 'operator', 'window', 'freeze.complete');
