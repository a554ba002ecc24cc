create or replace function cutover.complete_freeze_window(p_window uuid)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('freeze_complete', jsonb_strip_nulls(jsonb_build_object('window', p_window)))
$function$;

comment on function cutover.complete_freeze_window(uuid) is
  'Ends an active freeze window before its time. Answers as cutover.command() does; refuses with CT007, CT201.';

revoke all on function cutover.complete_freeze_window(uuid) from public;
grant execute on function cutover.complete_freeze_window(uuid) to authenticated, service_role;
