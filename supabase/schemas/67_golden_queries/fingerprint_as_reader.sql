create or replace function cutover_private.fingerprint_as_reader(p_sql text, p_is_ordered boolean)
returns setof text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select array[f.row_count::text, f.fingerprint]::text from cutover_agent.result_fingerprint(p_sql, p_is_ordered) f;
end
$$;

revoke all on function cutover_private.fingerprint_as_reader(text, boolean) from public;
comment on function cutover_private.fingerprint_as_reader(text, boolean) is 'cutover_agent.result_fingerprint on this server, with the rights of the role cutover_reader, who owns this function. Raises CT013, CT607.';

grant usage on schema cutover_agent to cutover_reader;
grant execute on function cutover_agent.result_fingerprint(text, boolean) to cutover_reader;
-- An owner needs CREATE at the moment it becomes one.
grant create on schema cutover_private to cutover_reader;
alter function cutover_private.fingerprint_as_reader(text, boolean) owner to cutover_reader;
revoke create on schema cutover_private from cutover_reader;
grant execute on function cutover_private.fingerprint_as_reader(text, boolean) to current_user;
