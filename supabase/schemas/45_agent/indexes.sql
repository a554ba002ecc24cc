create or replace function cutover_agent.indexes(p_endpoint uuid)
returns table (name text, method text, keys text[], predicate text, valid boolean)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
begin
  return query
  select c.relname::text, m.amname::text,
    (select array_agg(case when i.indkey[k.n - 1] = 0 then 'expression ' || pg_get_indexdef(i.indexrelid, k.n, true)
       else 'column ' || (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[k.n - 1]) end order by k.n)
     from generate_series(1, i.indnkeyatts::integer) as k(n)),
    pg_get_expr(i.indpred, i.indrelid), i.indisvalid and i.indisready and i.indislive
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_am m on m.oid = c.relam
  where i.indrelid = v_endpoint.relation;
end
$$;

comment on function cutover_agent.indexes(uuid) is 'Indexes of the table: access method, keys in their order (each with "column " or "expression " before it), predicate, and whether queries may use it.';
