-- The owner of a partitioned table, who has no rights on the agent, goes on adding partitions to it.
\ir setup.inc
select plan(6);
create role "shop's owner";
grant "shop's owner" to current_user;
grant usage, create on schema shop to "shop's owner";
create table shop.log (id bigint, day date, primary key (id, day)) partition by range (day);
alter table shop.log owner to "shop's owner";
\set log aaaaaaaa-0000-0000-0000-000000000003
select cutover_agent.register_endpoint(:'log', 'shop', 'log', array['id', 'day'], array['integer', 'date'], 2) as number \gset
select cutover_agent.become_truth(array[:'log']::uuid[]);
set local role "shop's owner";
select lives_ok($$create table shop.log_1 partition of shop.log for values from ('2026-01-01') to ('2026-07-01')$$, 'a partition is added');
insert into shop.log_1 values (1, '2026-02-03');
select throws_ok('select cutover_agent.guard()', '42501', null, 'the agent is as closed as before');
reset role;
select is((select array_agg(key::text) from cutover_agent.take_changes(array[:'log']::uuid[], 100)), array['{1,2026-02-03}'], 'its rows are captured');
select cutover_agent.become_receiver(array[:'log']::uuid[], :'token', 'x');
set local role "shop's owner";
create table shop.log_2 partition of shop.log for values from ('2026-07-01') to ('2027-01-01');
select throws_ok($$insert into shop.log_2 values (2, '2026-08-09')$$, 'CT701', null, 'one that is added to a receiving table refuses writes');
reset role;
select cutover_agent.unregister_endpoint(:'log');
select is_empty($$select from pg_proc p, aclexplode(p.proacl) a where p.pronamespace = 'cutover_agent'::regnamespace and a.grantee = '"shop''s owner"'::regrole$$,
  'no right is left behind');
set local role "shop's owner";
select lives_ok($$insert into shop.log_2 values (2, '2026-08-09')$$, 'nor a guard');
select * from finish();
rollback;
