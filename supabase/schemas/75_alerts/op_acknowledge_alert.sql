create or replace function cutover_private.op_acknowledge_alert(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id bigint := cutover_private.argument_integer(p_arguments, 'alert', true, 1);
  v_note text := cutover_private.argument_text(p_arguments, 'note', false, 1000);
  v_alert cutover.alerts;
begin
  perform cutover_private.allow_arguments(p_arguments, 'alert', 'note');
  select * into v_alert from cutover.alerts where id = v_id for update;
  if not found then
    perform cutover_private.fail('CT019', format('There is no alert %s.', v_id));
  elsif v_alert.resolved_at is not null then
    perform cutover_private.fail('CT225', format('Alert %s is resolved since %s: %s.', v_id, v_alert.resolved_at, v_alert.resolution));
  elsif v_alert.acknowledged_at is not null then
    perform cutover_private.fail('CT225', format('Alert %s was acknowledged by %s at %s.', v_id, v_alert.acknowledged_by, v_alert.acknowledged_at));
  end if;
  update cutover.alerts set acknowledged_by = (select a.subject from cutover_private.actor() a), acknowledged_at = clock_timestamp(), acknowledgement = v_note
  where id = v_id;
  if (select k.ends from cutover.alert_kinds k where k.id = v_alert.kind) = 'acknowledged' then
    perform cutover_private.end_alert(v_id, 'acknowledged');
  end if;
  return (select jsonb_build_object('alert', a.id, 'key', a.key, 'level', a.level, 'acknowledged_by', a.acknowledged_by, 'open', a.resolved_at is null)
    from cutover.alerts a where a.id = v_id);
end
$$;

revoke all on function cutover_private.op_acknowledge_alert(jsonb) from public;
comment on function cutover_private.op_acknowledge_alert(jsonb) is
  'Operation acknowledge_alert {alert, note?}: somebody has seen it, and nobody is reminded any more. What has no condition that could go is resolved by it. Raises CT001, CT019, CT225.';

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('acknowledge_alert', 'op_acknowledge_alert', 'operator', 'alert', 'alert.acknowledge');
