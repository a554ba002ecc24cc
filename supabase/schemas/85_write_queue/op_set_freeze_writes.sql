create or replace function cutover_private.op_set_freeze_writes(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_mode text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'mode', 'reason');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_mode := cutover_private.argument_text(p_arguments, 'mode', true, 20);
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  if v_mode not in ('allow', 'refuse', 'queue') then
    perform cutover_private.fail('CT001', format('Argument mode: %s is not a choice.', quote_literal(v_mode)), null,
      'Use allow (writes go on during a freeze window), refuse, or queue (they are replayed when it is over).');
  end if;
  if v_mode <> 'allow' and v_table.routed_name is null then
    perform cutover_private.fail('CT001', format('Argument mode: table %s has no routed view, where writes could be held up.', quote_ident(v_table.name)), null,
      'Unregister the table and register it with routed_schema.');
  end if;
  if exists (select from cutover_private.write_gates g where g.table_id = v_table.id) then
    perform cutover_private.fail('CT201', format('The writes of table %s are frozen at present.', quote_ident(v_table.name)), null, 'Complete the freeze window first.');
  end if;
  update cutover.cutover_tables set freeze_writes = v_mode where id = v_table.id;
  return jsonb_build_object('table', v_table.name, 'freeze_writes', v_mode, 'previous_value', v_table.freeze_writes);
end
$$;

revoke all on function cutover_private.op_set_freeze_writes(jsonb) from public;
comment on function cutover_private.op_set_freeze_writes(jsonb) is 'Operation set_freeze_writes {table, mode, reason}: what a freeze window does to writes through the routed view: allow, refuse, queue. Raises CT001, CT002, CT201.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('set_freeze_writes', 'op_set_freeze_writes', 'admin', true, 'table');
