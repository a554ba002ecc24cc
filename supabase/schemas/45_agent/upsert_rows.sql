create or replace function cutover_agent.upsert_rows(p_endpoint cutover_agent.endpoints, p_rows text[])
returns table (key text, error_code text, error_object text)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_statement text := cutover_agent.upsert_statement(p_endpoint);
  v_row text;
  v_state text;
  v_constraint text;
  v_column text;
begin
  begin
    execute v_statement using p_rows;
    return;
  exception when integrity_constraint_violation or data_exception then
    -- Some row is refused: go on one by one, so that it alone stays behind. It may pass once its parent, or the row that
    -- still holds its unique value, has been applied.
    null;
  end;
  foreach v_row in array p_rows loop
    begin
      execute v_statement using array[v_row];
    exception when integrity_constraint_violation or data_exception then
      -- Neither message nor detail goes on: both can hold values of the row.
      get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name, v_column = column_name;
      key := ((v_row::text[])[1:p_endpoint.key_length])::text;
      error_code := v_state;
      error_object := coalesce(nullif(v_constraint, ''), nullif(v_column, ''), '');
      return next;
    end;
  end loop;
end
$$;

comment on function cutover_agent.upsert_rows(cutover_agent.endpoints, text[]) is 'Upserts rows (text[] literals in canonical order); returns key, SQLSTATE and constraint of those that were refused. Called by apply_rows only.';
