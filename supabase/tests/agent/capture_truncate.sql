-- TRUNCATE is captured as one entry without a key, and any key counts as pending meanwhile.
\ir setup.inc
select plan(4);
insert into shop.part values (1, null, 'x');
select cutover_agent.become_truth(array[:'item', :'part']::uuid[]);
truncate shop.part;
select is(pg_temp.journal(:'part'), array['truncate'], 'one entry');
select results_eq(format('select key is null, present from cutover_agent.take_changes(array[%L]::uuid[], 10)', :'part'),
  $$values (true, false)$$, 'taken as an entry without a key');
select is((select bool_or(k is null) from cutover_agent.pending_keys(:'part', array['{5}']) k), true, 'every key counts as pending');
truncate shop.item cascade;
select is(pg_temp.journal(:'part'), array['truncate', 'truncate'], 'a cascading TRUNCATE is captured where it arrives');
select * from finish();
rollback;
