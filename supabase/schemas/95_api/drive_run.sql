create or replace procedure cutover.drive_run(p_run uuid)
language plpgsql
as $$
declare
  v_status jsonb;
begin
  loop
    v_status := cutover.advance_run(p_run);
    commit;
    exit when (v_status ->> 'finished')::boolean;
    perform pg_catalog.pg_sleep((v_status ->> 'next_wait_ms')::double precision / 1000);
  end loop;
  raise notice '%', pg_catalog.jsonb_pretty(v_status);
end
$$;

revoke all on procedure cutover.drive_run(uuid) from public;
grant execute on procedure cutover.drive_run(uuid) to authenticated, service_role;
comment on procedure cutover.drive_run(uuid) is 'Drives a run to its end from the SQL editor: call cutover.drive_run(''…''); as a statement of its own. Role operator.';
