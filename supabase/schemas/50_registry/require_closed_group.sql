create or replace function cutover_private.require_closed_group(p_group_id bigint)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_outside text[] := cutover_private.outside_neighbours(p_group_id);
begin
  if not exists (select from cutover.cutover_tables where group_id = p_group_id) then
    perform cutover_private.fail('CT210',
      format('Group %s has no tables.', (select quote_ident(g.name) from cutover.table_groups g where g.id = p_group_id)), null,
      'Register its tables first (cutover.register_table).');
  end if;
  if cardinality(v_outside) > 0 then
    perform cutover_private.fail('CT403', 'Foreign keys tie the group to tables outside it.', array_to_string(v_outside, ', '),
      'Register these tables in the same group: tables that refer to each other flip together.');
  end if;
end
$$;

revoke all on function cutover_private.require_closed_group(bigint) from public;
comment on function cutover_private.require_closed_group(bigint) is 'Raises CT403 with the tables that foreign keys tie to the group and that are not in it, CT210 if it has none at all.';
