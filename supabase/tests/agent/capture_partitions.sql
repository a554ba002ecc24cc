-- Writes are captured whether they go to the partitioned table, to a partition, or move from one to the other.
\ir setup.inc
select plan(4);
create table shop.log (id bigint, day date, note text, primary key (id, day)) partition by range (day);
create table shop.log_1 partition of shop.log for values from ('2026-01-01') to ('2026-07-01');
create table shop.log_2 partition of shop.log for values from ('2026-07-01') to ('2027-01-01');
\set log aaaaaaaa-0000-0000-0000-000000000003
select cutover_agent.register_endpoint(:'log', 'shop', 'log', array['id', 'day', 'note'], array['integer', 'date', 'text'], 2) as number \gset
select cutover_agent.become_truth(array[:'log']::uuid[]);
insert into shop.log values (1, '2026-02-03', 'a');
select is(pg_temp.journal(:'log'), array['{1,2026-02-03}'], 'through the partitioned table');
insert into shop.log_2 values (2, '2026-08-09', 'b');
select is((pg_temp.journal(:'log'))[2], '{2,2026-08-09}', 'straight into a partition');
set local datestyle = 'German, DMY';
update shop.log set day = '2026-12-24' where id = 1;
select is((select array_agg(distinct k order by k) from unnest((pg_temp.journal(:'log'))[3:]) k), array['{1,2026-02-03}', '{1,2026-12-24}'],
  'moved to another partition: both keys, whatever the session''s date style');
create table shop.log_3 partition of shop.log for values from ('2027-01-01') to ('2028-01-01');
insert into shop.log_3 values (3, '2027-05-05', 'c');
select is((select k from unnest(pg_temp.journal(:'log')) with ordinality u(k, n) order by n desc limit 1), '{3,2027-05-05}', 'a partition that was added later');
select * from finish();
rollback;
