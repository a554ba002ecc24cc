create or replace function cutover_private.scans_as_reader(p_sql text)
returns setof text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select to_jsonb(s)::text from cutover_agent.sequential_scans(p_sql) s;
end
$$;

revoke all on function cutover_private.scans_as_reader(text) from public;
comment on function cutover_private.scans_as_reader(text) is 'cutover_agent.sequential_scans on this server, with the rights of the role cutover_reader, who owns this function. Raises CT013, CT607.';

grant execute on function cutover_agent.sequential_scans(text) to cutover_reader;
-- An owner needs CREATE at the moment it becomes one.
grant create on schema cutover_private to cutover_reader;
alter function cutover_private.scans_as_reader(text) owner to cutover_reader;
revoke create on schema cutover_private from cutover_reader;
grant execute on function cutover_private.scans_as_reader(text) to current_user;
