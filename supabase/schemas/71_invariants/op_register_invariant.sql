create or replace function cutover_private.op_register_invariant(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_name text := cutover_private.argument_text(p_arguments, 'name', true, 63);
  v_sql text := cutover_private.argument_text(p_arguments, 'sql', true, 20000);
  v_seconds integer := coalesce(cutover_private.argument_integer(p_arguments, 'timeout_seconds', false, 1, 60), 10);
  v_reason text := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  v_actor text := (select a.subject from cutover_private.actor() a);
  v_message text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'name', 'group', 'sql', 'timeout_seconds', 'reason');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  if v_name <> btrim(v_name) then
    perform cutover_private.fail('CT001', 'Argument name: it begins or ends with a space.');
  end if;
  -- Without a row: whether it is a query, whether what it names is there, and may be read.
  begin
    perform cutover_private.count_violations(v_group.source_id, format('select * from (%s%s%1$s) as "cutover query" limit 0', chr(10), v_sql), 10);
  exception when sqlstate 'CT013' then
    get stacked diagnostics v_message = message_text;
    perform cutover_private.fail('CT013', format('Argument sql: %s', v_message), null, case when v_message like '%42501%' then
      'It runs as the role cutover_reader: grant usage on the schema and select on what the query reads to cutover_reader.' end);
  end;
  update cutover.invariants set ended_at = clock_timestamp(), ended_by = v_actor where name = v_name and ended_at is null;
  insert into cutover.invariants (name, group_id, sql, timeout_seconds, reason, registered_by)
  values (v_name, v_group.id, v_sql, v_seconds, v_reason, v_actor);
  -- What was measured without it says nothing any more.
  delete from cutover.cutover_checklists c
  using cutover.cutover_tables t where t.id = c.table_id and t.group_id = v_group.id and c.rule_id = 'invariants_hold';
  return jsonb_build_object('name', v_name, 'group', v_group.name, 'next', 'cutover.prepare_cutover runs it; cutover.invariants shows what it has found.');
end
$$;

revoke all on function cutover_private.op_register_invariant(jsonb) from public;
comment on function cutover_private.op_register_invariant(jsonb) is 'Operation register_invariant {name, group, sql, timeout_seconds?: 1 to 60, default 10, reason}: a query over supabase that must give no row; under a name that is in use, instead of that one. Raises CT001, CT004, CT013.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('register_invariant', 'op_register_invariant', 'admin', true, 'name', 'invariant.register');
