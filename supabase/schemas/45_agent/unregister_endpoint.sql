create or replace function cutover_agent.unregister_endpoint(p_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints;
  v_trigger record;
begin
  select * into v_endpoint from cutover_agent.endpoints where id = p_id;
  if not found then
    return;
  end if;
  if v_endpoint.relation in (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = v_endpoint.schema_name and c.relname = v_endpoint.table_name) then
    perform cutover_agent.take_barrier(array[p_id]);
  end if;
  -- By oid: the table may have been renamed, or be gone.
  for v_trigger in
    select t.tgname, n.nspname, c.relname
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    -- Wherever they are: a partition that was detached has kept its own.
    where t.tgparentid = 0
      and t.tgname in (
      'cutover_capture_' || v_endpoint.number, 'cutover_capture_truncate_' || v_endpoint.number,
      'cutover_guard_' || v_endpoint.number, 'cutover_guard_truncate_' || v_endpoint.number)
  loop
    execute format('drop trigger %I on %I.%I', v_trigger.tgname, v_trigger.nspname, v_trigger.relname);
  end loop;
  perform cutover_agent.resume_triggers(v_endpoint);
  perform cutover_agent.admit_owner(v_endpoint, false);
  execute format('drop function if exists cutover_agent.capture_%s()', v_endpoint.number);
  execute format('drop view if exists cutover_agent.filler_%s', v_endpoint.number);
  delete from cutover_agent.journal where endpoint_number = v_endpoint.number;
  delete from cutover_agent.endpoints where id = p_id;
end
$$;

comment on function cutover_agent.unregister_endpoint(uuid) is 'Removes everything that the agent put on a table; user triggers get their state back. The table itself is left as it is.';
