create or replace function cutover_private.op_reconcile(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table_name text := cutover_private.argument_text(p_arguments, 'table', false, 63);
  v_group_name text := cutover_private.argument_text(p_arguments, 'group', false, 63);
  v_kind text := coalesce(cutover_private.argument_text(p_arguments, 'kind', false, 20), 'full');
  v_group_id bigint;
  v_table_id bigint;
  v_table cutover.cutover_tables;
  v_jobs jsonb := jsonb_build_array();
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'group', 'kind');
  if (v_table_name is null) = (v_group_name is null) then
    perform cutover_private.fail('CT001', 'Name either a table or a group.', null, 'Give one of the arguments table and group.');
  end if;
  if v_table_name is not null then
    v_table_id := (cutover_private.find_table(v_table_name)).id;
  else
    v_group_id := (cutover_private.find_group(v_group_name)).id;
  end if;
  for v_table in select t.* from cutover.cutover_tables t where t.id = v_table_id or t.group_id = v_group_id order by t.position, t.name loop
    v_jobs := v_jobs || jsonb_build_object('job', cutover_private.start_reconciliation(v_table.id, v_kind, 'request'), 'table', v_table.name, 'kind', v_kind);
  end loop;
  return jsonb_build_object('jobs', v_jobs, 'next', 'pg_cron compares; cutover.reconciliation_summary and reconcile_list show how far it is.');
end
$$;

revoke all on function cutover_private.op_reconcile(jsonb) from public;
comment on function cutover_private.op_reconcile(jsonb) is 'Operation reconcile {table | group, kind?: full | incremental | integrity}: queues a comparison for each table; one that is unfinished is returned instead. Raises CT001, CT002, CT004.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('reconcile', 'op_reconcile', 'operator', true, 'table');
