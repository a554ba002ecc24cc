create or replace function cutover_private.op_deliver_notifications(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, '');
  -- Whoever calls from outside sees it when pg_cron does not run any more.
  perform cutover_private.watch_conditions();
  return jsonb_build_object('targets', (
    select coalesce(jsonb_agg(distinct t.name), '[]')
    from cutover.notifications n join cutover.notification_targets t on t.id = n.target_id
    where n.delivered_at is null and n.dead_at is null
      and cutover_private.is_due(n.next_attempt_at, '2 hours') and cutover_private.is_due(n.leased_until, '1 minute')));
end
$$;

revoke all on function cutover_private.op_deliver_notifications(jsonb) from public;
comment on function cutover_private.op_deliver_notifications(jsonb) is
  'Operation deliver_notifications {}: looks for conditions, and names the targets that something is to be delivered to. The edge function notify delivers. Raises CT001.';

-- As a read it is audited when it is refused, not every minute.
insert into cutover_private.operations (name, handler, minimum_role, mutates, action)
values ('deliver_notifications', 'op_deliver_notifications', 'operator', false, 'notification.deliver');
