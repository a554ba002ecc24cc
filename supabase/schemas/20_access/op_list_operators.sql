create or replace function cutover_private.op_list_operators(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_revoked boolean := coalesce(cutover_private.argument_boolean(p_arguments, 'revoked', false), false);
begin
  perform cutover_private.allow_arguments(p_arguments, 'revoked');
  return jsonb_build_object('operators', (
    select coalesce(jsonb_agg(to_jsonb(o) order by o.subject), '[]')
    from (select * from cutover.operators where v_revoked or revoked_at is null order by subject limit 1000) o));
end
$$;

revoke all on function cutover_private.op_list_operators(jsonb) from public;
comment on function cutover_private.op_list_operators(jsonb) is 'Operation list_operators {revoked?: default false}: {"operators": [...]}, those who have a role, by name, at most 1000; revoked: also those who had one. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('list_operators', 'op_list_operators', 'viewer', false, null, 'operator.list');
