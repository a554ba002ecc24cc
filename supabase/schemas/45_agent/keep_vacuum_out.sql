create or replace function cutover_agent.keep_vacuum_out(p_endpoints uuid[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  v_endpoint cutover_agent.endpoints;
  v_id uuid;
begin
  -- An autovacuum gives way only after deadlock_timeout, far too long to hold writers. This lock makes it give way and
  -- keeps the next one out until the transaction ends, while writers go on.
  foreach v_id in array p_endpoints loop
    v_endpoint := cutover_agent.endpoint(v_id);
    continue when not v_endpoint.controls_writes;
    execute format('lock table %I.%I in share update exclusive mode', v_endpoint.schema_name, v_endpoint.table_name);
  end loop;
exception
  when lock_not_available then
    raise exception using errcode = 'CT601', message = format('A vacuum or a schema change holds table %I.%I.', v_endpoint.schema_name, v_endpoint.table_name),
      detail = cutover_agent.blockers_text(p_endpoints), hint = 'Wait for it to end, then execute again.';
end
$$;

comment on function cutover_agent.keep_vacuum_out(uuid[]) is 'Makes running autovacuums yield and keeps new ones out until the end of the transaction, without disturbing writers. Raises CT601 after 5 s a table.';
