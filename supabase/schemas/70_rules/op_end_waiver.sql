create or replace function cutover_private.op_end_waiver(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_rule text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'rule', 'reason');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_rule := cutover_private.argument_text(p_arguments, 'rule', true, 63);
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  delete from cutover.rule_waivers where table_id = v_table.id and rule_id = v_rule;
  if not found then
    perform cutover_private.fail('CT012', format('No waiver of rule %s holds for table %s.', quote_ident(v_rule), quote_ident(v_table.name)), null, 'cutover.rule_waivers lists them.');
  end if;
  return jsonb_build_object('table', v_table.name, 'rule', v_rule, 'ended', true);
end
$$;

revoke all on function cutover_private.op_end_waiver(jsonb) from public;
comment on function cutover_private.op_end_waiver(jsonb) is 'Operation end_waiver {table, rule, reason}: what the rule finds counts again. Raises CT001, CT002, CT012.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('end_waiver', 'op_end_waiver', 'operator', true, 'table', 'waiver.end');
