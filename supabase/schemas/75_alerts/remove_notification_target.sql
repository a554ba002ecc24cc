create or replace function cutover.remove_notification_target(p_name text)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('remove_notification_target', jsonb_strip_nulls(jsonb_build_object('name', p_name)))
$function$;

comment on function cutover.remove_notification_target(text) is
  'Sends nothing to this target any more. For admins. Answers as cutover.command() does; refuses with CT001, CT012.';

revoke all on function cutover.remove_notification_target(text) from public;
grant execute on function cutover.remove_notification_target(text) to authenticated, service_role;
