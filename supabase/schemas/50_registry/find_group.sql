create or replace function cutover_private.find_group(p_name text)
returns cutover.table_groups
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
begin
  select * into v_group from cutover.table_groups where name = p_name;
  if not found then
    -- A table's name stands for its group.
    select g.* into v_group from cutover.table_groups g join cutover.cutover_tables t on t.group_id = g.id where t.name = p_name;
  end if;
  if v_group.id is null then
    perform cutover_private.fail('CT004', format('There is no table group %s.', quote_ident(left(p_name, 200))), null,
      'cutover.table_groups lists the groups; registering a table with a new group name creates the group.');
  end if;
  return v_group;
end
$$;

revoke all on function cutover_private.find_group(text) from public;
comment on function cutover_private.find_group(text) is 'The table group of this name, or the group of the registered table of this name. Raises CT004.';
