create or replace function cutover_private.compared_constraints(p_table cutover.cutover_tables)
returns table (side text, item jsonb, pairs jsonb, legacy_only boolean)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_legacy jsonb;
  v_supabase jsonb;
begin
  select coalesce(jsonb_agg(c), '[]') into v_legacy from cutover_private.side_constraints(p_table, 'legacy') c;
  select coalesce(jsonb_agg(c), '[]') into v_supabase from cutover_private.side_constraints(p_table, 'supabase') c;
  return query
  with constraints as (
    select s.side, c.item, case c.item ->> 'kind' when 'foreign key' then cutover_private.foreign_key_pairs(p_table, s.side, c.item) end as pairs,
      -- The columns by their name in supabase, null where one is not carried.
      (select jsonb_agg(m.item -> 'supabase' order by m.item ->> 'supabase')
       from jsonb_array_elements_text(nullif(c.item -> 'columns', 'null')) as n(name)
       left join jsonb_array_elements(p_table.columns) as m(item) on m.item ->> s.side = n.name
      ) as columns
    from (values ('legacy', v_legacy), ('supabase', v_supabase)) as s(side, list)
    cross join jsonb_array_elements(s.list) as c(item)
  )
  select l.side, l.item, l.pairs, l.side = 'legacy' and not exists (
    select from constraints s
    where s.side = 'supabase' and s.item ->> 'kind' = l.item ->> 'kind' and case l.item ->> 'kind'
      when 'foreign key' then s.pairs = l.pairs
      when 'unique' then s.columns = l.columns or s.item ->> 'definition' = l.item ->> 'definition'
      when 'not null' then s.columns = l.columns
      -- Whether two expressions mean the same nobody can tell: the same text, or the same name.
      else s.item ->> 'definition' = l.item ->> 'definition' or s.item ->> 'name' = l.item ->> 'name' end)
    -- A column that is not carried is legacy's own affair.
    and not coalesce(l.columns @> '[null]', false)
  from constraints l;
end
$$;

revoke all on function cutover_private.compared_constraints(cutover.cutover_tables) from public;
comment on function cutover_private.compared_constraints(cutover.cutover_tables) is 'The constraints of both sides of a table; of foreign keys, as they read on each side; and which of legacy have no equal in supabase. Raises CT5xx.';
