create or replace function cutover_private.op_set_policy(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_policy text;
  v_value text;
  v_before text;
  v_choices text[];
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'policy', 'value', 'reason');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  v_policy := cutover_private.argument_text(p_arguments, 'policy', true, 20);
  v_value := cutover_private.argument_text(p_arguments, 'value', true, 20);
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  v_choices := case v_policy when 'backlog' then array['keep', 'stop_capture'] when 'conflict' then array['legacy_wins', 'supabase_wins'] end;
  if v_choices is null then
    perform cutover_private.fail('CT001', format('Argument policy: %s is not a policy.', quote_literal(v_policy)), null,
      'Use backlog (what happens to a journal over its limit) or conflict (whose row stands after an immediate rollback).');
  end if;
  if not v_value = any (v_choices) then
    perform cutover_private.fail('CT001', format('Argument value: %s is no choice for policy %s.', quote_literal(v_value), v_policy), null,
      'Use ' || array_to_string(v_choices, ' or ') || '.');
  end if;
  select case v_policy when 'backlog' then g.backlog_policy else g.conflict_policy end into v_before
  from cutover.table_groups g where g.id = v_group.id for update;
  update cutover.table_groups
  set backlog_policy = case v_policy when 'backlog' then v_value else backlog_policy end,
    conflict_policy = case v_policy when 'conflict' then v_value else conflict_policy end
  where id = v_group.id;
  return jsonb_build_object('group', v_group.name, 'policy', v_policy, 'value', v_value, 'previous_value', v_before);
end
$$;

revoke all on function cutover_private.op_set_policy(jsonb) from public;
comment on function cutover_private.op_set_policy(jsonb) is 'Operation set_policy {group, policy, value, reason}: backlog keep|stop_capture, conflict legacy_wins|supabase_wins. Raises CT001, CT004.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('set_policy', 'op_set_policy', 'admin', true, 'group');
