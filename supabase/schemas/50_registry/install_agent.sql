create or replace function cutover_private.install_agent(p_source_id bigint)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_version text;
  v_connection text;
begin
  if cutover_private.is_remote(p_source_id, 'legacy') then
    perform cutover_private.require_legacy_version(p_source_id);
    select r.value into v_version from cutover_private.remote_query(p_source_id,
      'select case when to_regprocedure(''cutover_agent.version()'') is not null then (xpath(''/row/v/text()'', query_to_xml(''select cutover_agent.version() as v'', false, true, '''')))[1]::text end') as r(value);
    if v_version is distinct from cutover_agent.version() then
      v_connection := cutover_private.legacy_connection(p_source_id);
      begin
        -- One statement string: one transaction over there; all or nothing.
        perform extensions.dblink_exec(v_connection, cutover_private.agent_script());
      exception when others then
        perform cutover_private.legacy_disconnect(p_source_id);
        return jsonb_build_object('installed', false, 'reason', left(sqlerrm, 300),
          'remedy', 'Give the script to the DBA of the legacy server: select cutover_private.agent_script(); afterwards call cutover.install_agent().');
      end;
    end if;
  end if;
  update cutover.legacy_sources set agent_version = cutover_agent.version() where id = p_source_id;
  return jsonb_build_object('installed', true, 'version', cutover_agent.version());
end
$$;

revoke all on function cutover_private.install_agent(bigint) from public;
comment on function cutover_private.install_agent(bigint) is 'Installs or updates the agent on a legacy source over dblink; where rights do not allow it, says so and names the script for the DBA. Raises CT409, CT501.';
