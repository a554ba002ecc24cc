-- TRUNCATE of a partition, and partitions that are attached, detached or dropped, move rows past row triggers; they are seen all the same.
\ir setup.inc
select plan(10);
create table shop.log (id bigint, day date, primary key (id, day)) partition by range (day);
create table shop.log_1 partition of shop.log for values from ('2026-01-01') to ('2026-07-01');
create table shop.log_2 (day date not null, id bigint not null, primary key (id, day));
\set log aaaaaaaa-0000-0000-0000-000000000003
create table shop.seen (id bigint);
create function shop.see() returns trigger language plpgsql as $$ begin insert into shop.seen values (new.id); return new; end $$;
create trigger own after insert on shop.log_1 for each row execute function shop.see();
select cutover_agent.register_endpoint(:'log', 'shop', 'log', array['id', 'day'], array['integer', 'date'], 2) as number \gset
insert into shop.log values (9, '2026-01-09');
select is_empty(format('select from cutover_agent.take_changes(%L, 100)', array[:'log']), 'nothing before capture begins, partitions included');
delete from shop.log;
truncate shop.seen;
select cutover_agent.become_truth(array[:'log']::uuid[]);
create function pg_temp.changes() returns text[] language sql as $$
  select array_agg(coalesce(c.key::text, 'truncate') order by c.key) from cutover_agent.take_changes('{aaaaaaaa-0000-0000-0000-000000000003}', 100) c
$$;
create function pg_temp.forget() returns void language sql as $$ delete from cutover_agent.journal $$;
truncate shop.log_1;
select is(pg_temp.changes(), array['truncate'], 'TRUNCATE of a partition');
select pg_temp.forget();
insert into shop.log_2 values ('2026-08-09', 7);
alter table shop.log attach partition shop.log_2 for values from ('2026-07-01') to ('2027-01-01');
select is(pg_temp.changes(), array['{7,2026-08-09}'], 'the rows of a partition that is attached');
select pg_temp.forget();
truncate shop.log_2;
select is(pg_temp.changes(), array['truncate'], 'TRUNCATE of a partition that was attached later');
select pg_temp.forget();
alter table shop.log detach partition shop.log_2;
select is(pg_temp.changes(), array['truncate'], 'rows that went with a partition');
select pg_temp.forget();
select is(pg_temp.changes(), null, 'once');
select cutover_agent.block_writes(array[:'log']::uuid[], :'token', 60, 1000, 'a test');
select throws_ok('truncate shop.log_1', 'CT701', null, 'the guard also stops TRUNCATE of a partition');
select cutover_agent.become_receiver(array[:'log']::uuid[], :'token', 'x');
select pg_temp.apply(:'log', '{1,2026-02-03}');
select is((select count(*) from shop.seen), 0::bigint, 'a trigger of a partition alone rests while the table receives');
select cutover_agent.become_truth(array[:'log']::uuid[]);
insert into shop.log values (2, '2026-02-03');
select is((select count(*) from shop.seen), 1::bigint, 'and is back afterwards');
select cutover_agent.unregister_endpoint(:'log');
select is((select count(*) from pg_trigger where tgrelid in ('shop.log'::regclass, 'shop.log_1'::regclass, 'shop.log_2'::regclass)
  and tgname like 'cutover%' and tgenabled <> 'D'), 0::bigint, 'nothing of ours is left at work');
select * from finish();
rollback;
