-- A block belongs to the run that set it: another one is refused and cannot lift it; the same one may repeat itself.
\ir setup.inc
select plan(6);
select cutover_agent.block_writes(array[:'item']::uuid[], :'token', 60, 1000, 'the first run');
select throws_ok(format('select cutover_agent.block_writes(array[%L]::uuid[], gen_random_uuid(), 60, 1000, %L)', :'item', 'the second run'),
  'CT212', null, 'another run is refused');
select lives_ok(format('select cutover_agent.block_writes(array[%L]::uuid[], %L, 60, 1000, %L)', :'item', :'token', 'the first run'), 'the same run may repeat');
select is(cutover_agent.release_writes(array[:'item']::uuid[], gen_random_uuid()), 0, 'another token lifts nothing');
select throws_ok(format('select cutover_agent.become_receiver(array[%L]::uuid[], gen_random_uuid(), %L, true)', :'item', 'x'), 'CT602', null,
  'nor can it make the block its own at the flip');
select is(cutover_agent.release_writes(array[:'item']::uuid[], :'token'), 1, 'its own does');
select lives_ok($$insert into shop.item values (1)$$, 'then writes go on');
select * from finish();
rollback;
