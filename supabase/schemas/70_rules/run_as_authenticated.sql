create or replace function cutover_private.run_as_authenticated(p_sql text)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set row_security = on
as $$
declare
  v_rows bigint;
begin
  execute p_sql;
  get diagnostics v_rows = row_count;
  return v_rows;
end
$$;

revoke all on function cutover_private.run_as_authenticated(text) from public;
comment on function cutover_private.run_as_authenticated(text) is 'Runs one statement with the rights and policies of the role authenticated, who owns this function and may not call it. Returns how many rows it touched.';

-- An owner needs CREATE at the moment it becomes one.
grant create on schema cutover_private to authenticated;
alter function cutover_private.run_as_authenticated(text) owner to authenticated;
revoke create on schema cutover_private from authenticated;
grant execute on function cutover_private.run_as_authenticated(text) to current_user;
revoke execute on function cutover_private.run_as_authenticated(text) from authenticated;
