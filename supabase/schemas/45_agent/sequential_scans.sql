create or replace function cutover_agent.sequential_scans(p_sql text)
returns table (schema_name text, table_name text, bytes bigint)
language plpgsql
-- With the rights of whoever calls: the query is somebody else's.
security invoker
set search_path = pg_catalog, pg_temp
set transaction_read_only = on
as $$
declare
  v_plan json;
begin
  -- Planned, not run.
  execute format('explain (verbose, format json) select * from (
%s
) as "cutover query"', p_sql) into v_plan;
  return query
  select n.nspname::text, r.relname::text, sum(s.bytes)::bigint
  from (
    select distinct p.relation, pg_relation_size(p.relation) as bytes
    from jsonb_path_query(v_plan::jsonb, '$.** ? (@."Node Type" == "Seq Scan")') as q(node)
    cross join lateral (select to_regclass(format('%I.%I', q.node ->> 'Schema', q.node ->> 'Relation Name'))) as p(relation)
  ) s
  join pg_class r on r.oid = coalesce(pg_partition_root(s.relation), s.relation)
  join pg_namespace n on n.oid = r.relnamespace
  group by 1, 2;
exception
  when query_canceled then
    raise exception using errcode = 'CT607', message = 'The query took longer than it may.';
  when others then
    -- Messages of other classes may print a value.
    raise exception using errcode = 'CT013', message = format('The query could not be planned: SQLSTATE %s.', sqlstate);
end
$$;

comment on function cutover_agent.sequential_scans(text) is 'The tables that the plan of a query reads from end to end, with their size; of partitions, the table that they belong to. Raises CT013, CT607.';
