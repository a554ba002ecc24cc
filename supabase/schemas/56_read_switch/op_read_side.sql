create or replace function cutover_private.op_read_side(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table text := cutover_private.argument_text(p_arguments, 'table', true, 63);
  v_subject text := cutover_private.argument_text(p_arguments, 'subject', true, 2000);
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'subject');
  return jsonb_build_object(v_table, cutover_private.decide_read_side(v_table, v_subject));
end
$$;

revoke all on function cutover_private.op_read_side(jsonb) from public;
comment on function cutover_private.op_read_side(jsonb) is 'Operation read_side {table, subject}: the side that answers a subject, as {table: side}. In SQL: cutover.read_side(). Raises CT001, CT002.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('read_side', 'op_read_side', 'viewer', false, 'table');
