create or replace function cutover_agent.write_foreign_rows(p_endpoint cutover_agent.endpoints, p_rows text[])
returns table (key text, error_code text, error_object text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_row text;
  v_state text;
begin
  begin
    perform cutover_agent.update_or_insert(p_endpoint, p_rows);
    return;
  exception
    when fdw_unable_to_establish_connection then
      raise;
    when integrity_constraint_violation or data_exception or fdw_error then
      -- Part of it may have been written there for good: most wrappers know no transactions. To write it again does no harm.
      null;
  end;
  foreach v_row in array p_rows loop
    begin
      perform cutover_agent.update_or_insert(p_endpoint, array[v_row]);
    exception
      when fdw_unable_to_establish_connection then
        raise;
      when integrity_constraint_violation or data_exception or fdw_error then
        get stacked diagnostics v_state = returned_sqlstate;
        key := ((v_row::text[])[1:p_endpoint.key_length])::text;
        error_code := v_state;
        error_object := '';
        return next;
    end;
  end loop;
end
$$;

comment on function cutover_agent.write_foreign_rows(cutover_agent.endpoints, text[]) is 'What upsert_rows does, for a foreign table; returns key and SQLSTATE of the rows that the other system refused.';
