create or replace function cutover_agent.upsert_rows(p_endpoint cutover_agent.endpoints, p_rows text[])
returns table (key text, error_code text, error_object text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statement text := cutover_agent.upsert_statement(p_endpoint);
  v_row text;
  v_state text;
  v_constraint text;
  v_column text;
  v_rows text[] := array[]::text[];
  v_states text[] := array[]::text[];
  v_objects text[] := array[]::text[];
  v_collided text[];
begin
  if not p_endpoint.enforces_key then
    return query select f.key, f.error_code, f.error_object from cutover_agent.write_foreign_rows(p_endpoint, p_rows) f;
    return;
  end if;
  select d.kept, d.refused into p_rows, v_collided from cutover_agent.replace_identities(p_endpoint, p_rows) d;
  if v_collided is not null then
    return query select ((u.item::text[])[1:p_endpoint.key_length])::text, '428C9', '' from unnest(v_collided) as u(item);
  end if;
  begin
    execute v_statement using p_rows;
    return;
  exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded then
    -- Some row is refused: go on one by one, so that it alone stays behind. It may pass once its parent, or the row that
    -- still holds its unique value, has been applied.
    null;
  end;
  foreach v_row in array p_rows loop
    begin
      execute v_statement using array[v_row];
    exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded then
      -- Neither message nor detail goes on: both can hold values of the row.
      get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name, v_column = column_name;
      v_rows := v_rows || v_row;
      v_states := v_states || v_state;
      v_objects := v_objects || coalesce(nullif(v_constraint, ''), nullif(v_column, ''), '');
    end;
  end loop;
  -- Rows that swapped unique values stand in each other's way, one by one for ever; together they fit.
  select array_agg(u.item) into v_collided from unnest(v_rows, v_states) as u(item, state) where u.state in ('23505', '23P01');
  if cardinality(v_collided) > 1 then
    v_collided := case when cutover_agent.replace_rows(p_endpoint, v_collided) then '{}' else cutover_agent.park_rows(p_endpoint, v_collided) end;
  end if;
  return query
  select ((u.item::text[])[1:p_endpoint.key_length])::text, u.state, u.object
  from unnest(v_rows, v_states, v_objects) as u(item, state, object)
  where u.state not in ('23505', '23P01') or u.item = any (v_collided);
end
$$;

comment on function cutover_agent.upsert_rows(cutover_agent.endpoints, text[]) is 'Upserts rows (text[] literals in canonical order); returns key, SQLSTATE and constraint of those that were refused. Called by apply_rows only.';
