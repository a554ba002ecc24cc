create or replace function cutover_private.op_remove_notification_target(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := cutover_private.argument_text(p_arguments, 'name', true, 63);
  v_undelivered bigint;
begin
  perform cutover_private.allow_arguments(p_arguments, 'name');
  select count(n.event_id) filter (where n.delivered_at is null and n.dead_at is null) into v_undelivered
  from cutover.notification_targets t left join cutover.notifications n on n.target_id = t.id where t.name = v_name group by t.id;
  if not found then
    perform cutover_private.fail('CT012', format('There is no notification target "%s".', v_name));
  end if;
  delete from cutover.notification_targets where name = v_name;
  return jsonb_build_object('name', v_name, 'not_delivered', v_undelivered);
end
$$;

revoke all on function cutover_private.op_remove_notification_target(jsonb) from public;
comment on function cutover_private.op_remove_notification_target(jsonb) is
  'Operation remove_notification_target {name}: with everything that is still to be delivered to it; says how much. Raises CT001, CT012.';

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('remove_notification_target', 'op_remove_notification_target', 'admin', 'name', 'notification_target.remove');
