create or replace function cutover_private.op_list_settings(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, '');
  return jsonb_build_object(
    'settings', (select jsonb_agg(to_jsonb(s) order by s.key) from cutover.settings s),
    'thresholds', (
      select coalesce(jsonb_agg(jsonb_build_object('table', o.name, 'rule', o.rule_id, 'threshold', o.threshold, 'default', o.standard, 'unit', o.unit,
        'reason', o.reason, 'set_by', o.set_by, 'set_at', o.set_at) order by o.name, o.rule_id), '[]')
      from (
        select v.*, t.name, r.threshold as standard, r.unit from cutover.rule_overrides v
        join cutover.cutover_tables t on t.id = v.table_id join cutover.rules r on r.id = v.rule_id order by t.name, v.rule_id limit 1000
      ) o),
    'groups', (
      select coalesce(jsonb_agg(jsonb_build_object('group', g.name, 'backlog', g.backlog_policy, 'conflict', g.conflict_policy) order by g.name), '[]')
      from (select * from cutover.table_groups order by name limit 1000) g),
    'tables', (
      select coalesce(jsonb_agg(jsonb_build_object('table', t.name, 'group', t.group_name, 'freeze_writes', t.freeze_writes,
        'automatic_rollback', t.automatic_rollback)
        order by t.name), '[]')
      from (select c.*, g.name as group_name from cutover.cutover_tables c join cutover.table_groups g on g.id = c.group_id order by c.name limit 1000) t));
end
$$;

revoke all on function cutover_private.op_list_settings(jsonb) from public;
comment on function cutover_private.op_list_settings(jsonb) is 'Operation list_settings {}: settings of the installation, thresholds that differ from the catalogue, what holds for each group and table; at most 1000 of each. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('list_settings', 'op_list_settings', 'viewer', false, null, 'setting.list');
