create or replace function cutover_private.op_verify_audit(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, 'anchors');
  return (select to_jsonb(v) from cutover_private.verify_audit_log_as_owner(cutover_private.argument_anchors(p_arguments)) v);
end
$$;

revoke all on function cutover_private.op_verify_audit(jsonb) from public;
comment on function cutover_private.op_verify_audit(jsonb) is 'Operation verify_audit {anchors?: [{"origin", "seq", "hash"}], at most 10000}: what cutover.verify_audit_log() finds. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('verify_audit', 'op_verify_audit', 'viewer', false, null, 'audit.verify');
