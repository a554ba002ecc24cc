create or replace function cutover.set_notification_target(
  p_name text, p_kind text, p_url text default null, p_vault_secret text default null, p_environment_secret text default null,
  p_minimum_level text default null, p_groups text [] default null
)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('set_notification_target', jsonb_strip_nulls(jsonb_build_object(
    'name', p_name, 'kind', p_kind, 'url', p_url, 'vault_secret', p_vault_secret, 'environment_secret', p_environment_secret,
    'minimum_level', p_minimum_level, 'groups', p_groups)))
$function$;

comment on function cutover.set_notification_target(text, text, text, text, text, text, text []) is
  'Sends alerts of a level (default: warning) and above to a webhook, signed with a secret, or to Slack, whose address is the secret; of some groups, or all. For admins. Answers as cutover.command() does; refuses with CT001, CT004, CT012, CT020.';

revoke all on function cutover.set_notification_target(text, text, text, text, text, text, text []) from public;
grant execute on function cutover.set_notification_target(text, text, text, text, text, text, text []) to authenticated, service_role;
