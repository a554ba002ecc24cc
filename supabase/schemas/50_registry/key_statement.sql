create or replace function cutover_private.key_statement(p_table text, p_description jsonb, p_columns text[], p_types text[])
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  with wanted as (
    select u.n, u.name, u.type, c.c is null as is_new, coalesce((c.c ->> 'not_null')::boolean, true) as not_null
    from unnest(p_columns, p_types) with ordinality as u(name, type, n)
    left join jsonb_array_elements(p_description -> 'columns') as c(c) on c.c ->> 'name' = u.name
  ), present as (
    -- A table has one primary key; a deferrable one is in the way as well, though it is of no use here.
    select exists (select from jsonb_array_elements(p_description -> 'keys') k where (k ->> 'primary')::boolean)
      or jsonb_array_length(p_description -> 'unusable_keys') > 0 as has_primary
  )
  select case
    when count(*) = 1 and bool_and(w.is_new and w.type ~ 'identity')
      then format('alter table %s add column %I %s %s;', p_table, min(w.name), min(w.type), case when p.has_primary then 'unique' else 'primary key' end)
    else format('alter table %s %sadd %s (%s);', p_table,
      coalesce(string_agg(
        case when w.is_new then format('add column %I %s not null, ', w.name, w.type) else format('alter column %I set not null, ', w.name) end, '' order by w.n)
        filter (where w.is_new or p.has_primary and not w.not_null), ''),
      case when p.has_primary then 'unique' else 'primary key' end,
      string_agg(format('%I', w.name), ', ' order by w.n))
  end
  from wanted w cross join present p
  group by p.has_primary;
$$;

revoke all on function cutover_private.key_statement(text, jsonb, text[], text[]) from public;
comment on function cutover_private.key_statement(text, jsonb, text[], text[]) is 'The statement that gives a table (from cutover_agent.describe) a key on these columns; those that are not there yet are added with these types.';
