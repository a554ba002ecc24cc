create or replace function cutover_agent.upsert_statement(p_endpoint cutover_agent.endpoints, p_existing text default 'overwrite',
  p_source text default '(select u.item::text[] as v from unnest($1) as u(item) offset 0) as r', p_value text default '(r.v)[%s]')
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  with columns as (
    select u.n, u.name, u.type,
      -- Equal is not the same for every type: 1.0 and 1.00, Anna and ANNA. Such a key is assigned as well.
      not u.identity_always and (u.n > p_endpoint.key_length
        or u.class not in ('integer', 'boolean', 'uuid', 'bytea', 'date', 'timestamp', 'timestamptz')) as assigned
    from unnest(p_endpoint.columns, p_endpoint.types, p_endpoint.classes, p_endpoint.generated, p_endpoint.identity_always)
      with ordinality as u(name, type, class, generated, identity_always, n)
    where not u.generated
  ), parts as (
    select string_agg(format('%I', name), ', ' order by n) as names,
      string_agg(format(p_value || '::%s', n, type), ', ' order by n) as values,
      (select string_agg(format('%I', k.name), ', ' order by k.n)
       from unnest(p_endpoint.columns[: p_endpoint.key_length]) with ordinality as k(name, n)) as key,
      string_agg(format('%1$I = excluded.%1$I', name), ', ' order by n) filter (where assigned) as assignments,
      string_agg(format('t.%1$I::text collate "C" is distinct from excluded.%1$I::text collate "C"', name), ' or ' order by n)
        filter (where assigned) as differs
    from columns
  )
  select format('insert into %I.%I as t (%s) overriding system value select %s from %s',
    p_endpoint.schema_name, p_endpoint.table_name, names, values, p_source)
    || case
      when p_existing = 'fail' then ''
      when assignments is null or p_existing = 'keep' then format(' on conflict (%s) do nothing', key)
      -- Rows that are equal already are left alone: applying twice costs no dead row.
      else format(' on conflict (%s) do update set %s where %s', key, assignments, differs) end
  from parts
$function$;

comment on function cutover_agent.upsert_statement(cutover_agent.endpoints, text, text, text) is 'The INSERT that applies rows given as $1, an array of text[] literals in canonical order; or as p_source, a FROM item r of which p_value, a format, picks the value of column number %s. p_existing: what becomes of a row that has the key already, overwrite, keep, or fail.';
