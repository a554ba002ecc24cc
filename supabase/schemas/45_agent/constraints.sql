create or replace function cutover_agent.constraints(p_endpoint uuid)
returns table (kind text, name text, columns text[], validated boolean, definition text, parent_schema text, parent_table text, parent_columns text[])
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
begin
  return query
  select case c.contype when 'f' then 'foreign key' when 'c' then 'check' else 'exclusion' end, c.conname::text,
    (select array_agg(a.attname::text order by u.n) from unnest(c.conkey) with ordinality as u(attnum, n)
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = u.attnum),
    c.convalidated, pg_get_constraintdef(c.oid), pn.nspname::text, p.relname::text,
    (select array_agg(a.attname::text order by u.n) from unnest(c.confkey) with ordinality as u(attnum, n)
     join pg_attribute a on a.attrelid = c.confrelid and a.attnum = u.attnum)
  from pg_constraint c
  left join pg_class p on p.oid = c.confrelid
  left join pg_namespace pn on pn.oid = p.relnamespace
  where c.conrelid = v_endpoint.relation and c.contype in ('f', 'c', 'x') and c.conparentid = 0
  union all
  -- Indexes, because a unique one without a constraint promises the same.
  select 'unique', ic.relname::text,
    case when i.indpred is null and i.indexprs is null then (
      select array_agg(a.attname::text order by a.attname) from unnest(i.indkey::int2[]) with ordinality as u(attnum, n)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.attnum where u.n <= i.indnkeyatts) end,
    i.indisvalid, substring(pg_get_indexdef(i.indexrelid) from ' USING (.*)$'), null, null, null
  from pg_index i join pg_class ic on ic.oid = i.indexrelid
  where i.indrelid = v_endpoint.relation and i.indisunique
  union all
  select 'not null', a.attname::text, array[a.attname::text], true, format('%I not null', a.attname), null, null, null
  from pg_attribute a where a.attrelid = v_endpoint.relation and a.attnum > 0 and not a.attisdropped and a.attnotnull;
end
$$;

comment on function cutover_agent.constraints(uuid) is 'What the catalog of this side promises about the rows of the table: foreign keys, checks, exclusions, unique indexes (columns null: partial or over expressions), columns that are not null.';
