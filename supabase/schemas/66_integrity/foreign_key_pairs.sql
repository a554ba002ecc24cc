create or replace function cutover_private.foreign_key_pairs(p_table cutover.cutover_tables, p_side text, p_constraint jsonb)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  -- In the order of the column names, so that (a, b) and (b, a) are the same foreign key.
  with parent as (
    select t.* from cutover.cutover_tables t
    where t.source_id = p_table.source_id and case p_side
      when 'legacy' then (t.legacy_schema, t.legacy_table) = (p_constraint ->> 'parent_schema', p_constraint ->> 'parent_table')
      else (t.supabase_schema, t.supabase_table) = (p_constraint ->> 'parent_schema', p_constraint ->> 'parent_table') end
  ), pairs as (
    select here.name as own_here, there.name as own_there, c.item as carried, p.item as carried_parent
    from jsonb_array_elements_text(p_constraint -> 'columns') with ordinality as here(name, n)
    join jsonb_array_elements_text(p_constraint -> 'parent_columns') with ordinality as there(name, n) on there.n = here.n
    left join jsonb_array_elements(p_table.columns) as c(item) on c.item ->> p_side = here.name
    left join jsonb_array_elements((select parent.columns from parent)) as p(item) on p.item ->> p_side = there.name
  ), sides as (
    select s.side,
      case when s.side = p_side then p_constraint ->> 'parent_schema' when s.side = 'legacy' then p.legacy_schema else p.supabase_schema end as schema_name,
      case when s.side = p_side then p_constraint ->> 'parent_table' when s.side = 'legacy' then p.legacy_table else p.supabase_table end as table_name,
      a.columns, a.parent_columns
    from (values ('legacy'), ('supabase')) as s(side)
    left join parent p on true
    cross join lateral (
      select
        jsonb_agg(case when s.side = p_side then q.own_here else q.carried ->> s.side end
          order by coalesce(q.carried ->> 'supabase', q.own_here), q.own_there) as columns,
        jsonb_agg(case when s.side = p_side then q.own_there else q.carried_parent ->> s.side end
          order by coalesce(q.carried ->> 'supabase', q.own_here), q.own_there) as parent_columns
      from pairs q) a
  )
  select jsonb_object_agg(s.side, case when s.table_name is not null and not s.columns @> '[null]' and not s.parent_columns @> '[null]' then
    jsonb_build_object('columns', s.columns, 'schema', s.schema_name, 'table', s.table_name, 'parent_columns', s.parent_columns) end)
  from sides s
$$;

revoke all on function cutover_private.foreign_key_pairs(cutover.cutover_tables, text, jsonb) from public;
comment on function cutover_private.foreign_key_pairs(cutover.cutover_tables, text, jsonb) is 'A foreign key of one side as it reads on each: {"legacy": {columns, schema, table, parent_columns}, "supabase": …}; null for the other side, where its parent is not registered or a column is not carried.';
