create or replace function cutover_private.flag_enabled(p_name text, p_subject text default null)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  select coalesce((
    select f.enabled and case
        when p_subject is null then f.rollout_percentage = 100
        else cutover_private.rollout_bucket(f.name, p_subject) < f.rollout_percentage * 100
      end
      from cutover.feature_flags f
     where f.name = p_name and f.environment = cutover_private.setting('environment') #>> '{}'
  ), false)
$function$;

comment on function cutover_private.flag_enabled(text, text) is
  'Whether a flag holds in the current environment, for a subject (the name of a table group, for example); without one only if it holds for all. A flag that does not exist is off.';

revoke all on function cutover_private.flag_enabled(text, text) from public;
