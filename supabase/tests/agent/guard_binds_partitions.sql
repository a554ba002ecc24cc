-- The guard of a partitioned table also stops writes straight into a partition, and into one that is added while it stands.
\ir setup.inc
select plan(5);
create table shop.log (id bigint, day date, primary key (id, day)) partition by range (day);
create table shop.log_1 partition of shop.log for values from ('2026-01-01') to ('2026-07-01');
\set log aaaaaaaa-0000-0000-0000-000000000003
select cutover_agent.register_endpoint(:'log', 'shop', 'log', array['id', 'day'], array['integer', 'date'], 2) as number \gset
insert into shop.log values (1, '2026-02-03');
select cutover_agent.block_writes(array[:'log']::uuid[], :'token', 60, 1000, 'a test');
select throws_ok($$insert into shop.log values (2, '2026-02-03')$$, 'CT701', null, 'through the partitioned table');
select throws_ok($$insert into shop.log_1 values (2, '2026-02-03')$$, 'CT701', null, 'straight into the partition');
select throws_ok($$delete from shop.log_1$$, 'CT701', null, 'or out of it');
create table shop.log_2 partition of shop.log for values from ('2026-07-01') to ('2027-01-01');
select throws_ok($$insert into shop.log_2 values (2, '2026-08-03')$$, 'CT701', null, 'a partition added meanwhile');
select cutover_agent.release_writes(array[:'log']::uuid[], :'token');
select lives_ok($$insert into shop.log_2 values (2, '2026-08-03')$$, 'all are free once it is released');
select * from finish();
rollback;
