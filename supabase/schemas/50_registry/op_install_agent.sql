create or replace function cutover_private.op_install_agent(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.allow_arguments(p_arguments, 'source');
  return cutover_private.install_agent((cutover_private.find_source(cutover_private.argument_text(p_arguments, 'source'))).id);
end
$$;

revoke all on function cutover_private.op_install_agent(jsonb) from public;
comment on function cutover_private.op_install_agent(jsonb) is 'Operation install_agent {source}: installs or updates the agent on the legacy side.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('install_agent', 'op_install_agent', 'admin', true, 'source');
