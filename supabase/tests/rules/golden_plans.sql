-- A query that reads a large table of supabase from end to end, which legacy does not, is found by query and table; with the index, it is not.
\ir golden.inc
select plan(5);
alter table old.owner add column mail text;
create table old.big (id integer primary key, mail text, filler text);
create table new.big (id integer primary key, mail text, filler text);
insert into old.big select i, 'm' || i, repeat('x', 100) from generate_series(1, 20000) i;
insert into new.big select * from old.big;
create index on old.big (mail);
analyze old.big;
analyze new.big;
grant select on old.big, new.big to cutover_reader;
select cutover.register_golden_query('by mail', 'shop', 'select * from old.big where mail = ''m7''', 'select * from new.big where mail = ''m7''', 'test') ->> 'ok' as ok \gset
select pg_temp.ask();
select is(pg_temp.found('golden_plans'), 'item warning 1: "by mail": new.big; owner warning 1: "by mail": new.big', 'no index on supabase');
select is((select r.legacy_scans from cutover.golden_query_runs r join cutover.golden_queries q on q.id = r.query_id where q.name = 'sum'), array['owner'], 'small tables are read like that everywhere, under their name');
create index on new.big (mail);
analyze new.big;
select pg_temp.ask();
select is(pg_temp.found('golden_plans'), null, 'with the index');
drop index new.big_mail_idx;
drop index old.big_mail_idx;
select pg_temp.ask();
select is((select r.supabase_scans from cutover.golden_query_runs r join cutover.golden_queries q on q.id = r.query_id
  where q.name = 'by mail' order by r.finished_at desc limit 1),
  array['new.big'], 'none on either side: read from end to end');
select cutover.end_golden_query('sum', 'test') ->> 'ok' as ok, cutover.end_golden_query('by mail', 'test') ->> 'ok' as ok_too \gset
select is(pg_temp.found('golden_plans'), 'item warning unknown; owner warning unknown', 'without any: a warning');
select * from finish();
rollback;
