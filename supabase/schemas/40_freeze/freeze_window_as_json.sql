create or replace function cutover_private.freeze_window_as_json(p_window cutover.freeze_windows)
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  select jsonb_build_object(
    'window', p_window.id,
    'group', (select g.name from cutover.table_groups g where g.id = p_window.group_id),
    'status', p_window.status, 'kind', p_window.kind,
    'starts_at', p_window.starts_at,
    'ends_at', p_window.ends_at,
    'activated_at', p_window.activated_at, 'ended_at', p_window.ended_at,
    'reason', p_window.reason, 'created_by', p_window.created_by, 'ended_by', p_window.ended_by)
$function$;

comment on function cutover_private.freeze_window_as_json(cutover.freeze_windows) is 'A freeze window as the operations answer it.';

revoke all on function cutover_private.freeze_window_as_json(cutover.freeze_windows) from public;
