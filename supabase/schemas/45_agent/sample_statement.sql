create or replace function cutover_agent.sample_statement(p_endpoint cutover_agent.endpoints, p_count integer)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  -- Whole pages at random, twice as many as rows are wanted; then rows of those at random. Only these pages are read, however large
  -- the table is, and no statistics have to be there. The size is asked of the files: a new table has not been analyzed yet.
  select format('select s.k::text from (select %s as k from %I.%I t tablesample system (%s)) s order by random() limit %s',
    cutover_agent.values_expression(p_endpoint, 't', p_endpoint.key_length), p_endpoint.schema_name, p_endpoint.table_name,
    round(least(100, 200.0 * p_count / greatest(sum(pg_relation_size(r.relation)) / current_setting('block_size')::bigint, 1)), 6), p_count)
  from (
    select p.relid as relation from pg_partition_tree(p_endpoint.relation) p where p.isleaf
    union
    select p_endpoint.relation
  ) r
$$;

comment on function cutover_agent.sample_statement(cutover_agent.endpoints, integer) is 'The statement that draws up to p_count keys of a table at random, spread over all its pages.';
