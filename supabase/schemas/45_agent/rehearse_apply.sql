create or replace function cutover_agent.rehearse_apply(p_endpoint uuid)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_sample record;
  v_error text;
begin
  if not v_endpoint.enforces_key then
    return cutover_agent.write_hindrance(p_endpoint);
  end if;
  begin
    select r.* into v_sample from cutover_agent.chunk_end(p_endpoint, null, 1) e cross join lateral cutover_agent.read_range(p_endpoint, null, e.key) r;
    insert into cutover_agent.appliers (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
    if found and v_sample.key is not null then
      -- A row that is there already: taken away and put back by the statements that a real replay uses.
      select f.error_code || ' ' || f.error_object into v_error
      from cutover_agent.upsert_rows(v_endpoint, array[v_sample.row_values::text]) f;
    end if;
    -- The rights are asked for even when there is no row to try with.
    execute cutover_agent.upsert_statement(v_endpoint) using '{}'::text[];
    execute format('delete from %I.%I where false', v_endpoint.schema_name, v_endpoint.table_name);
    perform * from cutover_agent.sequence_positions(p_endpoint);
    raise exception using errcode = 'CT999', message = coalesce(v_error, '');
  exception
    when sqlstate 'CT999' then
      return nullif(sqlerrm, '');
    when others then
      return sqlstate || ' ' || sqlerrm;
  end;
end
$$;

comment on function cutover_agent.rehearse_apply(uuid) is 'Proves that rows can be applied to this table and its sequences read, with a row of its own, in a subtransaction that is rolled back. Null if all went well, else the error.';
