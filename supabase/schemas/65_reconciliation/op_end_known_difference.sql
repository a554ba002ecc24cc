create or replace function cutover_private.op_end_known_difference(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_rule cutover.known_differences;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'column', 'reason');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  update cutover.known_differences set ended_at = clock_timestamp(), ended_by = (select a.subject from cutover_private.actor() a)
  where table_id = v_table.id and column_name = cutover_private.argument_text(p_arguments, 'column', true, 63) and ended_at is null
  returning * into v_rule;
  if v_rule.id is null then
    perform cutover_private.fail('CT012', 'No difference of this column is known.', null, 'cutover.known_differences lists them.');
  end if;
  return jsonb_build_object('table', v_table.name, 'column', v_rule.column_name, 'version', v_rule.version, 'ended', true);
end
$$;

revoke all on function cutover_private.op_end_known_difference(jsonb) from public;
comment on function cutover_private.op_end_known_difference(jsonb) is 'Operation end_known_difference {table, column, reason}: differences of the column are drift again, and found by the next slice or full comparison. Raises CT001, CT002, CT012.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('end_known_difference', 'op_end_known_difference', 'admin', true, 'table', 'known_difference.end');
