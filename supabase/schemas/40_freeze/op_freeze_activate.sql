create or replace function cutover_private.op_freeze_activate(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_window cutover.freeze_windows := cutover_private.find_freeze_window(p_arguments);
  v_now timestamptz := clock_timestamp();
begin
  perform cutover_private.allow_arguments(p_arguments, 'window');
  if v_window.status in ('scheduled', 'active') and v_window.ends_at <= v_now then
    perform cutover_private.fail('CT204', format('The freeze window ended at %s.', to_json(v_window.ends_at) #>> '{}'));
  elsif v_window.status <> 'scheduled' then
    perform cutover_private.fail('CT201', format('The freeze window is %s, not scheduled.', v_window.status));
  elsif v_window.ends_at - least(v_window.starts_at, v_now) > interval '8 hours' then
    perform cutover_private.fail('CT208', 'From now to its end the freeze window would last more than 8 hours.');
  end if;
  begin
    update cutover.freeze_windows w
       set status = 'active', activated_at = coalesce(w.activated_at, v_now), starts_at = least(w.starts_at, v_now)
     where w.id = v_window.id
    returning w.* into v_window;
  exception when exclusion_violation then
    perform cutover_private.fail('CT207', 'Started now, the freeze window would overlap another one of the group.');
  end;
  perform cutover_private.close_gates(v_window.group_id);
  return cutover_private.freeze_window_as_json(v_window);
end
$function$;

comment on function cutover_private.op_freeze_activate(jsonb) is
  'Operation freeze_activate {window}: starts a scheduled freeze window now; its end stays. Raises CT001, CT007, CT201, CT204, CT207, CT208, CT601.';

revoke all on function cutover_private.op_freeze_activate(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('freeze_activate', 'op_freeze_activate', 'operator', 'window', 'freeze.activate');
