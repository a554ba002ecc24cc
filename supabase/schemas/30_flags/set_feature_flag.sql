create or replace function cutover.set_feature_flag(p_name text, p_enabled boolean, p_environment text default null, p_rollout_percentage numeric default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('set_feature_flag', jsonb_strip_nulls(jsonb_build_object('name', p_name, 'enabled', p_enabled, 'environment', p_environment, 'rollout_percentage', p_rollout_percentage)))
$function$;

comment on function cutover.set_feature_flag(text, boolean, text, numeric) is
  'Turns a feature flag on or off for an environment (default: the current one), and sets its rollout percentage (0 to 100; default: as it is). For approvers. Answers as cutover.command() does; refuses with CT001, CT012.';

revoke all on function cutover.set_feature_flag(text, boolean, text, numeric) from public;
grant execute on function cutover.set_feature_flag(text, boolean, text, numeric) to authenticated, service_role;
