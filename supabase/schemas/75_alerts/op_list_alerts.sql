create or replace function cutover_private.op_list_alerts(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_open boolean := coalesce(cutover_private.argument_boolean(p_arguments, 'open', false), true);
  v_level text := coalesce(cutover_private.argument_text(p_arguments, 'minimum_level', false), 'info');
  v_group_name text := cutover_private.argument_text(p_arguments, 'group', false, 63);
  v_limit bigint := coalesce(cutover_private.argument_integer(p_arguments, 'limit', false, 1, 200), 50);
  v_group_id bigint;
begin
  perform cutover_private.allow_arguments(p_arguments, 'open', 'minimum_level', 'group', 'limit');
  if cutover_private.level_rank(v_level) is null then
    perform cutover_private.fail('CT001', format('"%s" is no level.', left(v_level, 63)), 'Levels are info, success, warning and critical.');
  end if;
  if v_group_name is not null then
    v_group_id := (cutover_private.find_group(v_group_name)).id;
  end if;
  return jsonb_build_object('alerts', (
    select coalesce(jsonb_agg(to_jsonb(a) - 'table_id' - 'group_id' - 'is_event' - 'rank'
      || jsonb_build_object('table', t.name, 'group', g.name) order by a.rank desc, a.raised_at desc), '[]')
    from (
      select c.*, case when v_open then cutover_private.level_rank(c.level) end as rank
      from cutover.alerts c
      where (not v_open or c.resolved_at is null) and cutover_private.level_rank(c.level) >= cutover_private.level_rank(v_level)
        and (v_group_id is null or c.group_id = v_group_id)
      order by rank desc, c.raised_at desc limit v_limit
    ) a
    left join cutover.cutover_tables t on t.id = a.table_id
    left join cutover.table_groups g on g.id = a.group_id));
end
$$;

revoke all on function cutover_private.op_list_alerts(jsonb) from public;
comment on function cutover_private.op_list_alerts(jsonb) is
  'Operation list_alerts {open?: default true, minimum_level?, group?, limit?: 1 to 200, default 50}: {"alerts": [...]}, open ones the worst first, all of them the newest first. Raises CT001, CT004.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('list_alerts', 'op_list_alerts', 'viewer', false, 'group', 'alert.list');
