create or replace function cutover_private.order_group(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update cutover.cutover_tables set position = 1 where group_id = p_group_id;
  -- Longest way from a root; as many rounds as there are tables, so that a cycle ends.
  for i in 1 .. (select count(*) from cutover.cutover_tables where group_id = p_group_id) loop
    update cutover.cutover_tables t
    set position = p.lowest
    from (
      select c.id, max(p.position) + 1 as lowest
      from cutover.cutover_tables c
      cross join jsonb_array_elements(c.neighbours) n
      join cutover.cutover_tables p on p.group_id = c.group_id and p.id <> c.id and case n ->> 'side'
        when 'legacy' then p.legacy_schema = n ->> 'schema' and p.legacy_table = n ->> 'table'
        else p.supabase_schema = n ->> 'schema' and p.supabase_table = n ->> 'table' end
      where c.group_id = p_group_id and (n ->> 'parent')::boolean
      group by c.id
    ) p
    where t.id = p.id and t.position < p.lowest;
    exit when not found;
  end loop;
end
$$;

revoke all on function cutover_private.order_group(bigint) from public;
comment on function cutover_private.order_group(bigint) is 'Sets the position of each table of a group: parents before children; members of a cycle in some order.';
