create or replace function cutover_private.require_freeze_window(p_group cutover.table_groups)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_window cutover.freeze_windows;
begin
  -- One whose time has come counts, whether or not the monitor has been by.
  perform cutover_private.sweep_freeze_windows(p_group.id);
  v_window := cutover_private.active_freeze_window(p_group.id);
  if v_window.id is not null then
    return;
  end if;
  select * into v_window from cutover.freeze_windows w
  where w.group_id = p_group.id and w.status in ('active', 'completed') and w.ends_at <= clock_timestamp()
  order by w.ends_at desc limit 1;
  if v_window.id is not null and v_window.ends_at > clock_timestamp() - interval '1 day' then
    perform cutover_private.fail('CT204', format('The freeze window of group %s ended at %s.', quote_ident(p_group.name), v_window.ends_at), null, 'Schedule and activate a new one, or start an emergency window.');
  end if;
  perform cutover_private.fail('CT203', format('No freeze window is active for group %s.', quote_ident(p_group.name)), null,
    'Activate the scheduled one, or start an emergency window (cutover.start_emergency_freeze).');
end
$$;

revoke all on function cutover_private.require_freeze_window(cutover.table_groups) from public;
comment on function cutover_private.require_freeze_window(cutover.table_groups) is 'Raises CT203 without an active freeze window, CT204 if it ended within the last day.';
