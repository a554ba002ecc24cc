create or replace function cutover.make_daily_report(p_day date default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('make_daily_report', jsonb_strip_nulls(jsonb_build_object('day', p_day)))
$function$;

comment on function cutover.make_daily_report(date) is
  'Makes the report of a day (UTC; default: yesterday, today as far as it has come) and sends it. For operators. Answers as cutover.command() does; refuses with CT001.';

revoke all on function cutover.make_daily_report(date) from public;
grant execute on function cutover.make_daily_report(date) to authenticated, service_role;
