create or replace function cutover_private.lock_read_split(p_table_id bigint, p_environment text)
returns cutover.read_splits
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_split cutover.read_splits;
begin
  -- Only if there is none: what its trigger takes comes after the row.
  if not exists (select from cutover.read_splits s where s.table_id = p_table_id and s.environment = p_environment) then
    insert into cutover.read_splits (table_id, environment, salt, updated_by)
    select t.id, p_environment, g.name, coalesce((select a.subject from cutover_private.actor() a), 'system')
    from cutover.cutover_tables t join cutover.table_groups g on g.id = t.group_id where t.id = p_table_id
    on conflict do nothing;
  end if;
  select s.* into strict v_split from cutover.read_splits s where s.table_id = p_table_id and s.environment = p_environment for update;
  return v_split;
end
$$;

revoke all on function cutover_private.lock_read_split(bigint, text) from public;
comment on function cutover_private.lock_read_split(bigint, text) is 'The split of a table''s reads in an environment, made if there is none (at 0), and locked until the transaction ends.';
