create or replace function cutover.cancel_freeze_window(p_window uuid, p_reason text default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('freeze_cancel', jsonb_strip_nulls(jsonb_build_object('window', p_window, 'reason', p_reason)))
$function$;

comment on function cutover.cancel_freeze_window(uuid, text) is
  'Cancels a scheduled freeze window. Answers as cutover.command() does; refuses with CT007, CT201.';

revoke all on function cutover.cancel_freeze_window(uuid, text) from public;
grant execute on function cutover.cancel_freeze_window(uuid, text) to authenticated, service_role;
