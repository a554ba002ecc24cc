create or replace function cutover_agent.park_rows(p_endpoint cutover_agent.endpoints, p_rows text[])
returns text[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statement text := cutover_agent.upsert_statement(p_endpoint);
  v_parked text := cutover_agent.parked_values(p_endpoint);
  v_rows text[] := p_rows;
  v_row text;
  v_failed text[];
begin
  while v_parked is not null and cardinality(v_rows) > 1 loop
    v_failed := null;
    begin
      execute format('update %I.%I t set %s from unnest($1) as u(item) where %s', p_endpoint.schema_name, p_endpoint.table_name, v_parked,
        cutover_agent.key_condition(p_endpoint, 't', 'u.item::text[]')) using v_rows;
      v_failed := '{}';
      begin
        execute v_statement using v_rows;
      exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded then
        foreach v_row in array v_rows loop
          begin
            execute v_statement using array[v_row];
          exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded then
            v_failed := v_failed || v_row;
          end;
        end loop;
      end;
      if v_failed = '{}' then
        return array(select u.item from unnest(p_rows) as u(item) where u.item <> all (v_rows));
      end if;
      raise exception 'undo';
    exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded then
      -- What is in the way of these is none of the others: without them, and with their old values back.
      exit when v_failed is null;
      v_rows := array(select u.item from unnest(v_rows) as u(item) where u.item <> all (v_failed));
    end;
  end loop;
  return p_rows;
end
$$;

comment on function cutover_agent.park_rows(cutover_agent.endpoints, text[]) is 'Upserts rows (text[] literals in canonical order) that are in each other''s way, after all of them have let go of their unique values. Returns those that are still refused; none has a parked value then. Called by upsert_rows only.';
