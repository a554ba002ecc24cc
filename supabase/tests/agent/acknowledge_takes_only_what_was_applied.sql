-- Taking takes nothing away; acknowledging removes exactly the entries that were taken, and may be repeated.
\ir setup.inc
select plan(5);
select cutover_agent.become_truth(array[:'item']::uuid[]);
insert into shop.item values (1, 'one', 1, 'a');
select ids as first_ids from cutover_agent.take_changes(array[:'item']::uuid[], 10) \gset
update shop.item set name = 'later' where id = 1;
select is((select count(*) from cutover_agent.take_changes(array[:'item']::uuid[], 10)), 1::bigint, 'taken again: nothing had been taken away');
select is(cutover_agent.acknowledge(array[:'item']::uuid[], :'first_ids'), 1, 'one entry is acknowledged');
select is(pg_temp.journal(:'item'), array['{1}'], 'the later one of the same key stays');
select is(cutover_agent.acknowledge(array[:'item']::uuid[], :'first_ids'), 0, 'once more does nothing');
select is((select entries from cutover_agent.backlog(array[:'item', :'part']::uuid[])), 1::bigint, 'and it is counted as backlog');
select * from finish();
rollback;
