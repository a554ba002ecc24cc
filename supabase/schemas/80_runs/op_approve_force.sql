create or replace function cutover_private.op_approve_force(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_actor text := (select a.subject from cutover_private.actor() a);
  v_request cutover.force_requests;
begin
  perform cutover_private.allow_arguments(p_arguments, 'request', 'reason');
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  select * into v_request from cutover.force_requests where id = cutover_private.argument_uuid(p_arguments, 'request', true) for update;
  if v_request.id is null then
    perform cutover_private.fail('CT012', 'There is no such force request.', null, 'cutover.force_requests lists them.');
  end if;
  if v_request.requested_by = v_actor then
    perform cutover_private.fail('CT236', format('The request is by %s: somebody else has to agree.', v_actor), null, 'Ask another approver.');
  end if;
  if v_request.approved_at is not null or v_request.expires_at <= clock_timestamp() then
    perform cutover_private.fail('CT232', case when v_request.approved_at is not null then format('It was agreed to by %s already.', v_request.approved_by)
      else format('The request expired at %s.', v_request.expires_at) end);
  end if;
  update cutover.force_requests set approved_by = v_actor, approved_at = clock_timestamp() where id = v_request.id;
  return jsonb_build_object('request', v_request.id, 'skip', to_jsonb(v_request.rules), 'expires_at', v_request.expires_at,
    'next', 'cutover.execute_cutover with p_force uses it, once.');
end
$$;

revoke all on function cutover_private.op_approve_force(jsonb) from public;
comment on function cutover_private.op_approve_force(jsonb) is 'Operation approve_force {request, reason}: agrees to what somebody else asked for. Raises CT001, CT012, CT232, CT236.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('approve_force', 'op_approve_force', 'approver', true, 'request', 'force.approve');
