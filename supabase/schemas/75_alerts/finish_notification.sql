create or replace function cutover_private.finish_notification(p_event_id uuid, p_lease uuid, p_error text default null)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_notification cutover.notifications;
  v_target text;
begin
  select * into v_notification from cutover.notifications where event_id = p_event_id for update;
  if not found or v_notification.delivered_at is not null or v_notification.dead_at is not null then
    return 'settled';
  elsif p_error is null then
    -- Whoever delivered it, even if it took longer than the lease.
    update cutover.notifications set delivered_at = clock_timestamp(), lease = null, leased_until = null, last_error = null where event_id = p_event_id;
    return 'delivered';
  elsif v_notification.lease is distinct from p_lease then
    return 'taken over';
  elsif v_notification.attempts >= cutover_private.setting('notification_attempts')::text::integer then
    update cutover.notifications set dead_at = clock_timestamp(), lease = null, leased_until = null, last_error = left(p_error, 300) where event_id = p_event_id;
    select t.name into v_target from cutover.notification_targets t where t.id = v_notification.target_id;
    perform cutover_private.audit('notification.give_up', 'failed', 'notification_target', v_target,
      jsonb_build_object('event_id', p_event_id, 'alert', v_notification.alert_id, 'event', v_notification.event, 'attempts', v_notification.attempts));
    return 'given up';
  end if;
  -- 10 s, 20 s, 40 s … one hour, each by half more or less: what failed together does not come back together.
  update cutover.notifications
  set next_attempt_at = clock_timestamp() + make_interval(secs => least(3600, 10 * power(2, least(attempts, 12) - 1)) * (0.5 + random())),
    lease = null, leased_until = null, last_error = left(p_error, 300)
  where event_id = p_event_id;
  return 'tried again later';
end
$$;

revoke all on function cutover_private.finish_notification(uuid, uuid, text) from public;
comment on function cutover_private.finish_notification(uuid, uuid, text) is
  'How an attempt ended: delivered (no error), tried again later, or given up. Of a worker whose lease went to another one only success counts.';
