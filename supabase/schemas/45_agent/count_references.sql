create or replace function cutover_agent.count_references(p_endpoint uuid, p_columns text[], p_schema text, p_table text, p_parent_columns text[])
returns table (children bigint, orphans bigint)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
begin
  -- Two scans, and a join that may hash: asked row by row, a small parent that is updated all the time costs more with each
  -- row, for nothing of it is cleaned up while this looks.
  return query execute format(
    'select (select count(*) from %5$I.%6$I t where %4$s),
       (select count(*) from %5$I.%6$I t where %4$s and not exists (select from %1$I.%2$I p where %3$s))',
    p_schema, p_table,
    (select string_agg(format('p.%I %s t.%I', u.there, cutover_agent.comparison(format_type(a.atttypid, -1), '='), u.here), ' and ' order by u.n)
     from unnest(p_columns, p_parent_columns) with ordinality as u(here, there, n)
     join pg_attribute a on a.attrelid = v_endpoint.relation and a.attname = u.here),
    (select string_agg(format('t.%I is not null', u.here), ' and ') from unnest(p_columns) as u(here)),
    v_endpoint.schema_name, v_endpoint.table_name);
end
$$;

comment on function cutover_agent.count_references(uuid, text[], text, text, text[]) is 'How many rows of the table refer to a row of another table of this side by these columns, and how many of them find none; whether or not a foreign key says so.';
