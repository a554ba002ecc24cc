create or replace function cutover.list_freeze_windows(p_group text default null, p_status text default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('freeze_list', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'status', p_status)))
$function$;

comment on function cutover.list_freeze_windows(text, text) is
  'The freeze windows, newest first, of one group or all, of one status or all; at most 100. Answers as cutover.command() does; refuses with CT001, CT004.';

revoke all on function cutover.list_freeze_windows(text, text) from public;
grant execute on function cutover.list_freeze_windows(text, text) to authenticated, service_role;
