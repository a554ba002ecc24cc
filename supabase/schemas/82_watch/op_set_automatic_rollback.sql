create or replace function cutover_private.op_set_automatic_rollback(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_enabled boolean;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'enabled', 'reason');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_enabled := cutover_private.argument_boolean(p_arguments, 'enabled', true);
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  update cutover.cutover_tables set automatic_rollback = v_enabled where id = v_table.id;
  return jsonb_build_object('table', v_table.name, 'enabled', v_enabled, 'previous_value', v_table.automatic_rollback);
end
$$;

revoke all on function cutover_private.op_set_automatic_rollback(jsonb) from public;
comment on function cutover_private.op_set_automatic_rollback(jsonb) is 'Operation set_automatic_rollback {table, enabled, reason}: whether what is measured of this table may take its group back. Alerts are raised either way. Raises CT001, CT002.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('set_automatic_rollback', 'op_set_automatic_rollback', 'admin', true, 'table');
