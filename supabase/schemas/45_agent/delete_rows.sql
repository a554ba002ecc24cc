create or replace function cutover_agent.delete_rows(p_endpoint cutover_agent.endpoints, p_keys text[])
returns table (key text, error_code text, error_object text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- A merge join would trust another system's order of text.
set enable_mergejoin = off
as $$
declare
  v_statement text := format('delete from %I.%I t using unnest($1) as u(item) where %s', p_endpoint.schema_name, p_endpoint.table_name,
    concat_ws(' and ', case when not p_endpoint.enforces_key then cutover_agent.rows_by_key(p_endpoint, 't', p_keys) end,
      cutover_agent.key_condition(p_endpoint, 't', 'u.item::text[]')));
  v_key text;
  v_state text;
  v_constraint text;
begin
  begin
    execute v_statement using p_keys;
    return;
  exception
    when fdw_unable_to_establish_connection then
      raise;
    when integrity_constraint_violation or fdw_error then
      null;
    when data_exception then
      -- A row that could not come over, and has gone since: there is nothing to delete.
      p_keys := cutover_agent.readable_keys(p_endpoint, p_keys);
  end;
  foreach v_key in array p_keys loop
    begin
      execute v_statement using array[v_key];
    exception
    when fdw_unable_to_establish_connection then
      raise;
    when integrity_constraint_violation or data_exception or fdw_error then
      get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name;
      key := v_key;
      error_code := v_state;
      error_object := v_constraint;
      return next;
    end;
  end loop;
end
$$;

comment on function cutover_agent.delete_rows(cutover_agent.endpoints, text[]) is 'Deletes rows by key (text[] literals); returns key, SQLSTATE and constraint of those that a foreign key keeps. Called by apply_rows only.';
