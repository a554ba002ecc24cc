create or replace function cutover.set_setting(p_key text, p_value jsonb)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('set_setting', jsonb_build_object('key', p_key, 'value', p_value))
$function$;

comment on function cutover.set_setting(text, jsonb) is
  'Changes a setting of this installation. For admins. Answers as cutover.command() does; refuses with CT001, CT012, CT201.';

revoke all on function cutover.set_setting(text, jsonb) from public;
grant execute on function cutover.set_setting(text, jsonb) to authenticated, service_role;
