create or replace function cutover_private.send_to_targets(
  p_event text, p_level text, p_group_id bigint, p_about text, p_payload jsonb, p_alert_id bigint default null
)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_targets text[] := array(
    select t.name from cutover.notification_targets t where cutover_private.target_wants(t, p_level, p_group_id) order by t.name);
  v_audit jsonb;
begin
  if cardinality(v_targets) = 0 then
    return 0;
  end if;
  -- Whoever keeps these messages can tell later whether the log was cut or written anew.
  v_audit := cutover_private.anchor_audit_log(p_about || ' to ' || array_to_string(v_targets, ', '));
  insert into cutover.notifications (event_id, target_id, alert_id, event, payload)
  select e.id, t.id, p_alert_id, p_event, p_payload || jsonb_build_object('event_id', e.id, 'event', p_event, 'level', p_level, 'at', clock_timestamp(),
    'environment', cutover_private.setting('environment'), 'audit', v_audit)
  from cutover.notification_targets t cross join lateral (select gen_random_uuid() as id, t.id as target_id) e
  where t.name = any (v_targets);
  return cardinality(v_targets);
end
$$;

revoke all on function cutover_private.send_to_targets(text, text, bigint, text, jsonb, bigint) from public;
comment on function cutover_private.send_to_targets(text, text, bigint, text, jsonb, bigint) is
  'Puts a message into the outbox for every target that wants it, each with an id of its own and the head of the audit log. Returns for how many.';
