create or replace function cutover_agent.check_deferred(p_endpoints uuid[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names text;
begin
  -- By name: ALL would also seal the audit log, which waits for the commit.
  select string_agg(distinct format('%I.%I', n.nspname, f.conname), ', ') into v_names
  from cutover_agent.endpoints e
  -- Foreign keys that refer to these tables as well: what waits for the commit keeps a guard from being closed.
  join pg_constraint f on e.relation in (f.conrelid, f.confrelid) and f.condeferrable
  join pg_namespace n on n.oid = f.connamespace
  where e.id = any (p_endpoints);
  if v_names is not null then
    execute format('set constraints %s immediate', v_names);
  end if;
end
$$;

comment on function cutover_agent.check_deferred(uuid[]) is 'Checks the deferred constraints of these tables, and the foreign keys that refer to them, now, and at each statement until the transaction ends. Raises what they raise.';
