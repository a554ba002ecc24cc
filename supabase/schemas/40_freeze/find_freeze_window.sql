create or replace function cutover_private.find_freeze_window(p_arguments jsonb)
returns cutover.freeze_windows
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_id uuid := cutover_private.argument_uuid(p_arguments, 'window');
  v_window cutover.freeze_windows;
begin
  select w.* into v_window from cutover.freeze_windows w where w.id = v_id for update;
  if not found then
    perform cutover_private.fail('CT007', format('There is no freeze window %s.', v_id));
  end if;
  return v_window;
end
$function$;

comment on function cutover_private.find_freeze_window(jsonb) is
  'The freeze window that the argument "window" names, locked. Raises CT001, CT007.';

revoke all on function cutover_private.find_freeze_window(jsonb) from public;
