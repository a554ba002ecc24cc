create or replace function cutover_private.op_unregister_table(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  perform cutover_private.lock_group(v_table.group_id);
  select * into v_table from cutover.cutover_tables where id = v_table.id for update;
  if v_table.state in ('cutover', 'completed') or cutover_private.active_run(v_table.group_id) is not null then
    perform cutover_private.fail('CT408', format('Table %s is in use (state %s).', quote_ident(v_table.name), v_table.state), null, 'Roll it back first, or let its run end.');
  end if;
  if exists (select from cutover.queued_writes q where q.table_id = v_table.id and q.status in ('waiting', 'conflict'))
    or exists (select from cutover_private.write_gates g where g.table_id = v_table.id)
  then
    perform cutover_private.fail('CT408', format('Writes to table %s are held up in a queue.', quote_ident(v_table.name)), null,
      'Complete the freeze window; resolve the conflicts in cutover.queued_writes.');
  end if;
  perform cutover_private.drop_routed_view(v_table);
  perform cutover_private.agent_query(v_table.source_id, 'supabase', format('select cutover_agent.unregister_endpoint(%L)::text', v_table.supabase_endpoint));
  delete from cutover_private.verify_queue where table_id = v_table.id;
  delete from cutover.cutover_tables where id = v_table.id;
  perform cutover_private.agent_query(v_table.source_id, 'legacy', format('select cutover_agent.unregister_endpoint(%L)::text', v_table.legacy_endpoint));
  perform cutover_private.order_group(v_table.group_id);
  return jsonb_build_object('table', v_table.name, 'unregistered', true);
end
$$;

revoke all on function cutover_private.op_unregister_table(jsonb) from public;
comment on function cutover_private.op_unregister_table(jsonb) is 'Operation unregister_table {table}: takes triggers, routed view and registration away; both tables stay as they are. Raises CT408 while it is cut over, a run is under way, or writes are queued.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('unregister_table', 'op_unregister_table', 'admin', true, 'table');
