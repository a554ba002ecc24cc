create or replace function cutover_agent.endpoint(p_id uuid)
returns cutover_agent.endpoints
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints;
  v_name text;
begin
  select * into v_endpoint from cutover_agent.endpoints where id = p_id;
  if not found then
    raise exception using errcode = 'CT702', message = format('This side knows no endpoint %s.', p_id),
      hint = 'Register the table again.';
  end if;
  -- The oid follows a rename, the names do not: a table that was replaced under its old name is a different table.
  select format('%I.%I', n.nspname, c.relname) into v_name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = v_endpoint.relation;
  if v_name is distinct from format('%I.%I', v_endpoint.schema_name, v_endpoint.table_name) then
    raise exception using errcode = 'CT702',
      message = format('Table %I.%I was dropped, renamed or replaced since it was registered.', v_endpoint.schema_name, v_endpoint.table_name),
      hint = 'Bring the table back under its name, or unregister and register it again.';
  end if;
  return v_endpoint;
end
$$;

comment on function cutover_agent.endpoint(uuid) is 'The endpoint with this id. Raises CT702 if it is unknown or its table was dropped, renamed or replaced.';
