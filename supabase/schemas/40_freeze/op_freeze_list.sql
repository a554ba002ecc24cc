create or replace function cutover_private.op_freeze_list(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_group cutover.table_groups;
  v_status text := cutover_private.argument_text(p_arguments, 'status', false);
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'status');
  if p_arguments ->> 'group' is not null then
    v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group'));
  end if;
  if v_status not in ('scheduled', 'active', 'completed', 'cancelled') then
    perform cutover_private.fail('CT001', format('"%s" is no status of a freeze window.', v_status),
      'It is scheduled, active, completed or cancelled.');
  end if;
  return jsonb_build_object('windows', (
    select coalesce(jsonb_agg(cutover_private.freeze_window_as_json(l.freeze_window) order by l.starts_at desc), '[]')
      from (
        select w as freeze_window, w.starts_at
          from cutover.freeze_windows w
         where (v_group.id is null or w.group_id = v_group.id) and (v_status is null or w.status = v_status)
         order by w.starts_at desc
         limit 100
      ) l));
end
$function$;

comment on function cutover_private.op_freeze_list(jsonb) is
  'Operation freeze_list {group?, status?}: {"windows": [...]}, newest first, at most 100. Raises CT001, CT004.';

revoke all on function cutover_private.op_freeze_list(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('freeze_list', 'op_freeze_list', 'viewer', false, 'group', 'freeze.list');
