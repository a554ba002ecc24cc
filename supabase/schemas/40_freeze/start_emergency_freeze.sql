create or replace function cutover.start_emergency_freeze(p_group text, p_reason text, p_ends_at timestamptz default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('freeze_emergency', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'reason', p_reason, 'ends_at', p_ends_at)))
$function$;

comment on function cutover.start_emergency_freeze(text, text, timestamptz) is
  'Starts a freeze window for a table group at once: up to 8 hours, default 1 hour or until the next scheduled one. Answers as cutover.command() does; refuses with CT001, CT004, CT207, CT208.';

revoke all on function cutover.start_emergency_freeze(text, text, timestamptz) from public;
grant execute on function cutover.start_emergency_freeze(text, text, timestamptz) to authenticated, service_role;
