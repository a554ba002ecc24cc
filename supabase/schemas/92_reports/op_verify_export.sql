create or replace function cutover_private.op_verify_export(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, 'export', 'anchors');
  begin
    return (
      select to_jsonb(v) from cutover_private.verify_export_as_owner(
        cutover_private.argument_object(p_arguments, 'export'), cutover_private.argument_anchors(p_arguments)) v);
  -- Somebody has written into it what is no number, time or uuid.
  exception when data_exception then
    perform cutover_private.fail('CT001', 'The argument "export" is no export: something in it cannot be read.');
  end;
  return null;
end
$$;

revoke all on function cutover_private.op_verify_export(jsonb) from public;
comment on function cutover_private.op_verify_export(jsonb) is 'Operation verify_export {export: what export_audit answers, anchors?: at most 10000}: what cutover.verify_export() finds. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('verify_export', 'op_verify_export', 'viewer', false, null, 'audit.verify_export');
