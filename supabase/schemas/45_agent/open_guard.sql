create or replace function cutover_agent.open_guard(p_endpoint cutover_agent.endpoints)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (
    select from pg_trigger t
    where t.tgrelid = p_endpoint.relation and t.tgname = format('cutover_guard_%s', p_endpoint.number) and t.tgenabled = 'A'
  -- Its lock and its triggers are those of each partition as well: with many of them, more work than is saved.
  ) or (select count(*) from pg_partition_tree(p_endpoint.relation)) > 32 then
    return false;
  end if;
  -- To ask the guard takes longer than to write a row. Under this lock nobody else writes until the transaction has ended, and
  -- nobody else ever sees the guard open. A lock that is not free (vacuum, an index being built) is not worth waiting for.
  execute format('lock table %I.%I in share row exclusive mode nowait', p_endpoint.schema_name, p_endpoint.table_name);
  execute format('alter table %I.%I disable trigger cutover_guard_%s', p_endpoint.schema_name, p_endpoint.table_name, p_endpoint.number);
  return true;
exception when lock_not_available then
  return false;
end
$$;

comment on function cutover_agent.open_guard(cutover_agent.endpoints) is 'Takes the guard of a receiving table out of the way of many rows that this transaction applies; the same transaction has to close it. False: it stays, and asks at each row.';
