create or replace function cutover_agent.upsert_statement(p_endpoint cutover_agent.endpoints, p_overwrite boolean default true,
  p_source text default 'unnest($1) as u(item)')
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
      string_agg(format('(r.v)[%s]::%s', n, type), ', ' order by n) as values,
      (select string_agg(format('%I', k.name), ', ' order by k.n)
       from unnest(p_endpoint.columns[: p_endpoint.key_length]) with ordinality as k(name, n)) as key,
      string_agg(format('%1$I = excluded.%1$I', name), ', ' order by n) filter (where assigned) as assignments,
      string_agg(format('t.%1$I::text collate "C" is distinct from excluded.%1$I::text collate "C"', name), ' or ' order by n)
        filter (where assigned) as differs
    from columns
  )
  select format('insert into %I.%I as t (%s) overriding system value select %s from (select u.item::text[] as v from %s) r on conflict (%s) %s',
    p_endpoint.schema_name, p_endpoint.table_name, names, values, p_source, key,
    -- Rows that are equal already are left alone: applying twice costs no dead row.
    case when assignments is null or not p_overwrite then 'do nothing' else format('do update set %s where %s', assignments, differs) end)
  from parts
$function$;

comment on function cutover_agent.upsert_statement(cutover_agent.endpoints, boolean, text) is 'The INSERT ... ON CONFLICT that applies rows given as $1, an array of text[] literals in canonical order (or by p_source, which yields them as u.item); with p_overwrite false a row that exists is left as it is.';
