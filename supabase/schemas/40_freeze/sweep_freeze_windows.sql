create or replace function cutover_private.sweep_freeze_windows(p_group_id bigint default null)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_window cutover.freeze_windows;
  v_started bigint := 0;
  v_completed bigint := 0;
begin
  -- Ends come before starts, so that a window can follow another without a gap.
  for v_window in
    select w.* from cutover.freeze_windows w
     where w.status in ('scheduled', 'active') and w.starts_at <= clock_timestamp()
       and (p_group_id is null or w.group_id = p_group_id)
     order by w.starts_at
    for update skip locked
  loop
    if v_window.ends_at <= clock_timestamp() then
      update cutover.freeze_windows w set status = 'completed', ended_at = clock_timestamp() where w.id = v_window.id;
      perform cutover_private.audit('freeze.expire', 'done', 'window', v_window.id::text,
        jsonb_build_object('was', v_window.status, 'ends_at', v_window.ends_at));
      v_completed := v_completed + 1;
    elsif v_window.status = 'scheduled' then
      update cutover.freeze_windows w set status = 'active', activated_at = clock_timestamp() where w.id = v_window.id;
      perform cutover_private.audit('freeze.start', 'done', 'window', v_window.id::text,
        jsonb_build_object('starts_at', v_window.starts_at, 'ends_at', v_window.ends_at));
      v_started := v_started + 1;
    end if;
  end loop;
  return jsonb_build_object('started', v_started, 'completed', v_completed);
end
$function$;

comment on function cutover_private.sweep_freeze_windows(bigint) is
  'Starts the scheduled freeze windows whose time has come and completes those that are over (of one group, or all); audited. Returns {started, completed}. Two at once are harmless.';

revoke all on function cutover_private.sweep_freeze_windows(bigint) from public;
