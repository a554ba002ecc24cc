create or replace function cutover_agent.admit_owner(p_endpoint cutover_agent.endpoints, p_admitted boolean)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_owner oid;
begin
  select c.relowner into v_owner
  from pg_class c
  where c.oid = p_endpoint.relation and c.relkind = 'p' and pg_get_userbyid(c.relowner) <> current_user;
  if not found then
    return;
  end if;
  -- Whoever adds a partition is asked, with each trigger that is cloned to it, whether he may execute its function. The schema stays closed.
  if p_admitted then
    execute format('grant execute on function cutover_agent.guard(), cutover_agent.capture_%s() to %I', p_endpoint.number, pg_get_userbyid(v_owner));
  elsif not exists (
    select from cutover_agent.endpoints e join pg_class c on c.oid = e.relation
    where e.id <> p_endpoint.id and c.relkind = 'p' and c.relowner = v_owner
  ) then
    execute format('revoke execute on function cutover_agent.guard() from %I', pg_get_userbyid(v_owner));
  end if;
end
$$;

comment on function cutover_agent.admit_owner(cutover_agent.endpoints, boolean) is 'Lets the owner of a partitioned table add partitions to it while it has the agent''s triggers; takes that right back with his last such table.';
