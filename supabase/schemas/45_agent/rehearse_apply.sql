create or replace function cutover_agent.rehearse_apply(p_endpoint uuid)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
-- Below deadlock_timeout: it is always the rehearsal that yields, never a writer.
set lock_timeout = '150ms'
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_keys text[];
  v_sample text[];
  v_state text;
  v_message text;
  v_constraint text;
  v_column text;
begin
  if not v_endpoint.enforces_key then
    return cutover_agent.write_hindrance(p_endpoint);
  end if;
  -- As text: arrays of arrays have one length.
  v_keys := array(select k::text from cutover_agent.keys_after(p_endpoint, null, 10) k);
  for v_attempt in 1 .. 20 loop
    begin
      insert into cutover_agent.appliers (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
      -- A row that is there already, the next one at each attempt: somebody may hold one for long.
      select r.row_values into v_sample
      from unnest(v_keys) with ordinality as u(key, n)
      cross join lateral cutover_agent.read_range(p_endpoint, (v_keys[u.n - 1])::text[], u.key::text[]) r
      where u.n = (v_attempt - 1) % greatest(cardinality(v_keys), 1) + 1
      limit 1;
      -- Without a row the rights are asked for all the same. Here, not in a block of its own: a writer who meets the row while such a block ends
      -- would wait for the caller's whole transaction.
      execute cutover_agent.upsert_statement(v_endpoint) using case when v_sample is null then '{}' else array[v_sample::text] end;
      execute format('delete from %I.%I where false', v_endpoint.schema_name, v_endpoint.table_name);
      perform * from cutover_agent.sequence_positions(p_endpoint);
      raise exception using errcode = 'CT999';
    exception
      when sqlstate 'CT999' then
        return null;
      when others then
        get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_constraint = constraint_name, v_column = column_name;
        exit when v_state <> '55P03';
        perform pg_sleep(0.05);
    end;
  end loop;
  -- The message of a row that is refused can hold its values.
  return v_state || ' ' || case when v_state ~ '^(22|23|P0|54)' then coalesce(nullif(v_constraint, ''), nullif(v_column, ''), '') else v_message end;
end
$$;

comment on function cutover_agent.rehearse_apply(uuid) is 'Proves that rows can be applied to this table and its sequences read, with a row of its own, in a subtransaction that is rolled back. Writers are not held up: it tries again, up to 20 times, with other rows. Null if all went well, else the error.';
