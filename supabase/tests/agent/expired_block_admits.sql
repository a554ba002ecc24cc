-- A block that ran out strands nobody, even when nobody comes to lift it; sweeping then takes the guard off.
\ir setup.inc
select plan(5);
select cutover_agent.become_truth(array[:'item']::uuid[]);
select cutover_agent.block_writes(array[:'item']::uuid[], :'token', 0.1, 1000, 'a test');
select throws_ok($$insert into shop.item values (1)$$, 'CT701', null, 'while it lasts');
select pg_sleep(0.15);
select lives_ok($$insert into shop.item values (1)$$, 'after it ran out');
select is(pg_temp.journal(:'item'), array['{1}'], 'and what was written is captured');
select is(cutover_agent.sweep_blocks(), 1, 'one block is swept');
select is((select count(*) from pg_trigger where tgrelid = 'shop.item'::regclass and tgname like 'cutover\_guard%' and tgenabled <> 'D'), 0::bigint, 'its guard is off');
select * from finish();
rollback;
