create or replace function cutover_private.op_resolve_queued_write(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_write cutover.queued_writes;
  v_action text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'id', 'action', 'reason');
  v_action := cutover_private.argument_text(p_arguments, 'action', true, 20);
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  if v_action not in ('retry', 'discard') then
    perform cutover_private.fail('CT001', format('Argument action: %s is not a choice.', quote_literal(v_action)), null, 'Use retry (replay it again) or discard.');
  end if;
  select * into v_write from cutover.queued_writes where id = cutover_private.argument_integer(p_arguments, 'id', true, 1, 2147483647) for update;
  if v_write.id is null then
    perform cutover_private.fail('CT012', 'There is no queued write of this id.', null, 'cutover.queued_writes lists them.');
  end if;
  if v_write.status <> 'conflict' then
    perform cutover_private.fail('CT201', format('The queued write is %s, not a conflict.', v_write.status));
  end if;
  update cutover.queued_writes set status = case v_action when 'retry' then 'waiting' else 'discarded' end, finished_at = clock_timestamp()
  where id = v_write.id;
  if v_action = 'discard' then
    delete from cutover_private.queued_values where write_id = v_write.id;
  end if;
  return jsonb_build_object('id', v_write.id, 'operation', v_write.operation, 'key', to_jsonb(v_write.key), 'action', v_action);
end
$$;

revoke all on function cutover_private.op_resolve_queued_write(jsonb) from public;
comment on function cutover_private.op_resolve_queued_write(jsonb) is 'Operation resolve_queued_write {id, action, reason}: a queued write that ended in a conflict is replayed again (retry, by the monitor) or given up (discard). Raises CT001, CT012, CT201.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('resolve_queued_write', 'op_resolve_queued_write', 'operator', true, 'id');
