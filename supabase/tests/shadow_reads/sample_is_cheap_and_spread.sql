-- Keys are drawn from all over a table, and only as many pages are read as that takes.
\ir ../reconciliation/setup.inc
select plan(9);
create table old.large (id bigint primary key, payload text);
create table new.large (id bigint primary key, payload text);
insert into old.large select g, repeat('x', 40) from generate_series(1, 200000) g;
create table old."odd ""table" ("a ""b" text, day date, primary key (day, "a ""b")) partition by range (day);
create table old.part_1 partition of old."odd ""table" for values from ('2026-01-01') to ('2026-02-01');
create table old.part_2 partition of old."odd ""table" for values from ('2026-02-01') to ('2026-03-01');
create table new.odd ("a ""b" text, day date, primary key (day, "a ""b"));
select cutover.register_table('large', 'reconciliation_test', 'old', 'large', 'new', 'large') ->> 'ok' as ok \gset
select cutover.register_table('odd', 'reconciliation_test', 'old', 'odd "table', 'new', 'odd') ->> 'ok' as ok \gset
insert into old."odd ""table" select 'k"{,' || g, '2026-01-01'::date + g % 59 from generate_series(1, 500) g;
create function pg_temp.plan() returns table (node text, blocks bigint) language plpgsql as $$
declare
  v_plan json;
begin
  execute 'explain (analyze, buffers, format json) '
    || cutover_agent.sample_statement(cutover_agent.endpoint((select legacy_endpoint from cutover.cutover_tables where name = 'large')), 100)
  into v_plan;
  return query
  with recursive nodes as (
    select v_plan -> 0 -> 'Plan' as n
    union all
    select c from nodes, json_array_elements(n -> 'Plans') c
  )
  select n ->> 'Node Type', (n ->> 'Shared Hit Blocks')::bigint + (n ->> 'Shared Read Blocks')::bigint from nodes;
end $$;
create temporary table nodes as select * from pg_temp.plan();
select is((select count(*) from nodes where node = 'Seq Scan'), 0::bigint, 'no sequential scan');
select is((select count(*) from nodes where node = 'Sample Scan'), 1::bigint, 'a sample of pages');
select cmp_ok((select max(blocks) from nodes), '<', (select pg_relation_size('old.large') / 8192 / 4), 'less than a quarter of the pages');
select cmp_ok((select max(blocks) from nodes), '<', 400::bigint, 'about two pages a key, whatever the size of the table');
create temporary table sample as select (k::text[])[1]::bigint as id
  from cutover.cutover_tables t, cutover_agent.sample_keys(t.legacy_endpoint, 100) k where t.name = 'large';
select is((select count(distinct id) from sample), 100::bigint, 'as many different keys as were asked for');
select is((select count(distinct (id - 1) / 50000) from sample), 4::bigint, 'from each quarter of the table');
select is((select count(*)
  from cutover.cutover_tables t, cutover_agent.sample_keys(t.supabase_endpoint, 100) k where t.name = 'large'), 0::bigint, 'an empty table has none');
select is((select count(distinct k)
  from cutover.cutover_tables t, cutover_agent.sample_keys(t.legacy_endpoint, 1000) k where t.name = 'odd'), 500::bigint, 'all partitions, odd names and keys of two columns');
select is((select count(*)
  from cutover.cutover_tables t, cutover_agent.row_hashes(t.legacy_endpoint, array(select cutover_agent.sample_keys(t.legacy_endpoint, 1000))) where t.name = 'odd'),
  500::bigint, 'the keys name their rows');
select * from finish();
rollback;
