create or replace function cutover_private.op_waive_rule(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_rule cutover.rules;
  v_reason text;
  v_latest timestamptz := clock_timestamp() + interval '30 days';
  v_expires timestamptz;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'rule', 'reason', 'expires_at');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_rule := cutover_private.find_skippable_rule(cutover_private.argument_text(p_arguments, 'rule', true, 63), array['waived']);
  v_reason := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  v_expires := cutover_private.argument_timestamp(p_arguments, 'expires_at', true);
  if v_expires <= clock_timestamp() or v_expires > v_latest then
    perform cutover_private.fail('CT001', 'Argument expires_at: a waiver ends in the future, and after 30 days at the latest.', null, format('Give a time before %s.', v_latest));
  end if;
  insert into cutover.rule_waivers (table_id, rule_id, reason, waived_by, expires_at)
  values (v_table.id, v_rule.id, v_reason, (select a.subject from cutover_private.actor() a), v_expires)
  on conflict (table_id, rule_id) do update set reason = excluded.reason, waived_by = excluded.waived_by, waived_at = clock_timestamp(),
    expires_at = excluded.expires_at;
  return jsonb_build_object('table', v_table.name, 'rule', v_rule.id, 'expires_at', v_expires);
end
$$;

revoke all on function cutover_private.op_waive_rule(jsonb) from public;
comment on function cutover_private.op_waive_rule(jsonb) is 'Operation waive_rule {table, rule, reason, expires_at}: what a rule finds is accepted for one table until then; its gates say so. Not for rules that protect from loss or exposure: CT231. Raises CT001, CT002, CT231.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('waive_rule', 'op_waive_rule', 'approver', true, 'table', 'waiver.grant');
