create or replace function cutover.list_alerts(
  p_open boolean default true, p_minimum_level text default null, p_group text default null, p_limit integer default null
)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('list_alerts', jsonb_strip_nulls(jsonb_build_object(
    'open', p_open, 'minimum_level', p_minimum_level, 'group', p_group, 'limit', p_limit)))
$function$;

comment on function cutover.list_alerts(boolean, text, text, integer) is
  'The open alerts, the worst first; or all of them, the newest first. For viewers. Answers as cutover.command() does; refuses with CT001, CT004.';

revoke all on function cutover.list_alerts(boolean, text, text, integer) from public;
grant execute on function cutover.list_alerts(boolean, text, text, integer) to authenticated, service_role;
