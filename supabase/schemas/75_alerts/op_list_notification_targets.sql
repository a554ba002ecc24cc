create or replace function cutover_private.op_list_notification_targets(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, '');
  return jsonb_build_object('targets', (
    select coalesce(jsonb_agg(to_jsonb(t) - 'id' order by t.name), '[]') from (select * from cutover.notification_targets order by name limit 200) t));
end
$$;

revoke all on function cutover_private.op_list_notification_targets(jsonb) from public;
comment on function cutover_private.op_list_notification_targets(jsonb) is 'Operation list_notification_targets {}: {"targets": [...]}, by name, at most 200; secrets by name only. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('list_notification_targets', 'op_list_notification_targets', 'viewer', false, null, 'notification_target.list');
