create or replace function cutover_agent.parked_values(p_endpoint cutover_agent.endpoints)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  with unique_columns as (
    select a.attname, a.attnum, case when a.attnotnull then cutover_agent.spare_value(a.atttypid, a.atttypmod) else 'null' end as spare
    from pg_attribute a
    where a.attrelid = p_endpoint.relation and a.attname = any (p_endpoint.columns[p_endpoint.key_length + 1 :])
      and a.attgenerated = '' and a.attidentity <> 'a'
      and exists (
        select from pg_index i
        where i.indrelid = a.attrelid and (i.indisunique or i.indisexclusion) and (a.attnum = any (i.indkey::int2[]) or exists (
          -- In an expression, or in the condition of a partial index.
          select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
            and d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid and d.refobjsubid = a.attnum)))
  )
  select string_agg(format('%I = %s', u.attname, u.spare), ', ')
  from unique_columns u
  where u.spare is not null
    and (u.spare = 'null' or not exists (
      select from pg_constraint f where f.conrelid = p_endpoint.relation and f.contype = 'f' and u.attnum = any (f.conkey)))
    -- A foreign key that follows updates would take its rows along to the spare value, and to another row from there.
    and not exists (
      select from pg_constraint f
      where f.confrelid = p_endpoint.relation and f.contype = 'f' and f.confupdtype in ('c', 'n', 'd') and u.attnum = any (f.confkey))
$function$;

comment on function cutover_agent.parked_values(cutover_agent.endpoints) is 'Assignments by which a row lets go of its unique values for a moment: null where that may be, else a value that hardly any row holds. Null if there is nothing to let go of.';
