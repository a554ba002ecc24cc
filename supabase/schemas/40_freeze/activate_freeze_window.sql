create or replace function cutover.activate_freeze_window(p_window uuid)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('freeze_activate', jsonb_strip_nulls(jsonb_build_object('window', p_window)))
$function$;

comment on function cutover.activate_freeze_window(uuid) is
  'Starts a scheduled freeze window now. Answers as cutover.command() does; refuses with CT007, CT201, CT204, CT207, CT208.';

revoke all on function cutover.activate_freeze_window(uuid) from public;
grant execute on function cutover.activate_freeze_window(uuid) to authenticated, service_role;
