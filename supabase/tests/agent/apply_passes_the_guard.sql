-- The applier alone passes the guard, only inside its own call; nobody can claim its exemption.
\ir setup.inc
select plan(10);
grant usage on schema shop, cutover_agent to authenticated, service_role, anon;
grant all on shop.item to authenticated, service_role;
select cutover_agent.become_receiver(array[:'item']::uuid[], :'token', 'the other side is the truth');
select is(pg_temp.apply(:'item', '{1,one,1.50,a}'), null, 'the applier passes');
select is((select name from shop.item), 'one', 'its row is there');
select throws_ok($$update shop.item set name = 'x'$$, 'CT701', null, 'what follows in the same transaction does not');
select is((select count(*) from cutover_agent.appliers), 0::bigint, 'no exemption is left behind');
set local role authenticated;
select throws_ok($$insert into cutover_agent.appliers values (pg_current_xact_id())$$, '42501', null, 'authenticated cannot take it');
select throws_ok($$select * from cutover_agent.apply_rows('{}', '{}', '{}', '{}', '{}')$$, '42501', null, 'nor call the applier');
reset role;
set local role service_role;
select throws_ok($$insert into cutover_agent.appliers values (pg_current_xact_id())$$, '42501', null, 'service_role cannot take it');
select throws_ok($$delete from cutover_agent.blocks$$, '42501', null, 'nor lift a block');
select throws_ok($$select cutover_agent.release_writes('{}', gen_random_uuid())$$, '42501', null, 'by no way');
reset role;
select set_config('cutover.applier', pg_current_xact_id()::text, true) as setting \gset
select throws_ok($$update shop.item set name = 'x'$$, 'CT701', null, 'no setting opens it');
select * from finish();
rollback;
