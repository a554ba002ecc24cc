-- A call that was given up, and is carried out late, must not overwrite what later calls have written.
\ir setup.inc
select plan(8);
select nextval('cutover_agent.fence_number') as early \gset
select nextval('cutover_agent.fence_number') as late \gset
select lives_ok(format($$select cutover_agent.apply_rows(array[%L]::uuid[], '{1}', '{"{1,new,1,a}"}', '{}', '{}', %s)$$, :'item', :'late'), 'the later call comes first');
select throws_ok(format($$select cutover_agent.apply_rows(array[%L]::uuid[], '{1}', '{"{1,old,1,a}"}', '{}', '{}', %s)$$, :'item', :'early'), 'CT704', null, 'the earlier one is refused');
select throws_ok(format($$select cutover_agent.apply_rows(array[%L]::uuid[], '{1}', '{"{1,old,1,a}"}', '{}', '{}', %s)$$, :'item', :'late'), 'CT704', null, 'nothing is done twice');
select throws_ok(format($$select cutover_agent.replay_rows(array[%L]::uuid[], '{1}', '{"{1}"}', '{NULL}', %s)$$, :'item', :'early'), 'CT704', null, 'a late replay is refused as well');
select is((select name from shop.item), 'new', 'the row is as the later call left it');
select lives_ok(format($$select cutover_agent.apply_rows(array[%L, %L]::uuid[], '{2}', '{"{1,1,p}"}', '{}', '{}', %s)$$, :'item', :'part', :'late'::bigint + 1), 'the next one');
select throws_ok(format($$select cutover_agent.apply_rows(array[%L]::uuid[], '{1}', '{"{1,1,old}"}', '{}', '{}', %s)$$, :'part', :'late'), 'CT704', null, 'counts for every table it was about');
select lives_ok(format($$select cutover_agent.apply_rows(array[%L]::uuid[], '{1}', '{"{1,1,here}"}', '{}', '{}')$$, :'part'), 'calls in the caller''s own transaction have no number');
select * from finish();
rollback;
