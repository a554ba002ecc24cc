create or replace function cutover_private.op_list_feature_flags(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_environment text := cutover_private.argument_text(p_arguments, 'environment', false);
begin
  perform cutover_private.allow_arguments(p_arguments, 'environment');
  if v_environment not in ('development', 'staging', 'production') then
    perform cutover_private.fail('CT001', format('"%s" is no environment.', v_environment), 'Environments are development, staging and production.');
  end if;
  return jsonb_build_object('environment', cutover_private.setting('environment'), 'flags', (
    select coalesce(jsonb_agg(to_jsonb(f) order by f.name, f.environment), '[]')
    from cutover.feature_flags f where v_environment is null or f.environment = v_environment));
end
$$;

revoke all on function cutover_private.op_list_feature_flags(jsonb) from public;
comment on function cutover_private.op_list_feature_flags(jsonb) is 'Operation list_feature_flags {environment?}: {"environment": that of this project, "flags": [...]}, by name and environment. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('list_feature_flags', 'op_list_feature_flags', 'viewer', false, null, 'flag.list');
