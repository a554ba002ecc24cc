-- A block that ran out before the flip is no ground to flip on: somebody may have written.
\ir setup.inc
select plan(4);
select cutover_agent.become_truth(array[:'item']::uuid[]);
select cutover_agent.block_writes(array[:'item']::uuid[], :'token', 0.1, 1000, 'a test');
select pg_sleep(0.15);
select throws_ok(format('select cutover_agent.become_receiver(array[%L]::uuid[], %L, %L, true)', :'item', :'token', 'x'), 'CT602', null, 'it ran out');
select cutover_agent.block_writes(array[:'item']::uuid[], :'token', 60, 1000, 'a test');
select lives_ok(format('select cutover_agent.become_receiver(array[%L]::uuid[], %L, %L, true)', :'item', :'token', 'moved'), 'a block that holds');
select is((select expires_at from cutover_agent.blocks where endpoint_id = :'item'), null, 'is for good from then on');
select throws_ok($$insert into shop.item values (1)$$, 'CT701', 'Writes to shop.item are blocked: moved.', 'with the new reason');
select * from finish();
rollback;
