create or replace function cutover.schedule_freeze_window(p_group text, p_starts_at timestamptz, p_ends_at timestamptz default null, p_reason text default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('freeze_schedule', jsonb_strip_nulls(jsonb_build_object(
    'group', p_group, 'starts_at', p_starts_at, 'ends_at', p_ends_at, 'reason', p_reason)))
$function$;

comment on function cutover.schedule_freeze_window(text, timestamptz, timestamptz, text) is
  'Schedules a freeze window for a table group: 15 minutes to 8 hours, default 3 hours. Answers as cutover.command() does; refuses with CT001, CT004, CT207, CT208.';

revoke all on function cutover.schedule_freeze_window(text, timestamptz, timestamptz, text) from public;
grant execute on function cutover.schedule_freeze_window(text, timestamptz, timestamptz, text) to authenticated, service_role;
