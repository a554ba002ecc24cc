create or replace function cutover_private.watch_conditions()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_kind text;
  v_condition cutover_private.condition;
  v_seen text[];
  v_key text;
  v_id bigint;
  v_repeat interval := make_interval(mins => cutover_private.setting('alert_repeat_minutes')::text::integer);
begin
  -- One at a time; whoever comes second would see the same.
  if not pg_try_advisory_xact_lock(hashtextextended('cutover watch', 0)) then
    return;
  end if;
  insert into cutover_private.backlog_samples (table_id, entries)
  select b.table_id, b.entries from cutover.backlogs b
  where not exists (
    select from cutover_private.backlog_samples s where s.table_id = b.table_id and s.sampled_at > clock_timestamp() - interval '5 minutes');
  delete from cutover_private.backlog_samples where sampled_at < clock_timestamp() - interval '2 days';

  for v_kind in select k.id from cutover.alert_kinds k where k.watched order by k.id loop
    begin
      v_seen := '{}';
      for v_condition in execute format('select * from cutover_private.%I() order by key', 'watch_' || v_kind) loop
        perform cutover_private.raise_alert(v_condition.key, v_kind, v_condition.level, v_condition.title, v_condition.detail,
          v_condition.table_id, v_condition.group_id, v_condition.run_id);
        v_seen := v_seen || v_condition.key;
      end loop;
      for v_key in select a.key from cutover.alerts a where a.kind = v_kind and a.resolved_at is null and a.key <> all (v_seen) order by a.key loop
        perform cutover_private.resolve_alert(v_key, 'the condition is gone');
      end loop;
    exception when others then
      -- What could not be looked at is neither raised nor resolved, and keeps nobody from looking at the rest.
      raise warning 'cutover: % could not be watched: % %', v_kind, sqlstate, sqlerrm;
    end;
  end loop;

  for v_id in
    select a.id from cutover.alerts a join cutover.alert_kinds k on k.id = a.kind
    where a.resolved_at is null and a.gone_since <= clock_timestamp() - make_interval(secs => k.quiet_seconds) order by a.id
  loop
    perform cutover_private.end_alert(v_id, 'the condition is gone');
  end loop;

  for v_id in
    update cutover.alerts a set repeated_at = clock_timestamp()
    where a.resolved_at is null and a.level = 'critical' and a.acknowledged_at is null and a.gone_since is null
      and greatest(a.repeated_at, a.escalated_at, a.raised_at) <= clock_timestamp() - v_repeat
    returning a.id
  loop
    perform cutover_private.notify(v_id, 'repeated');
  end loop;
end
$$;

revoke all on function cutover_private.watch_conditions() from public;
comment on function cutover_private.watch_conditions() is
  'Looks for every watched condition and raises or resolves its alert, resolves what has been gone for long enough, and reminds of critical alerts that nobody acknowledges. Called by the monitor and by the edge function notify.';
