-- A change of the key itself marks both keys: the old one is gone, the new one is there.
\ir setup.inc
select plan(2);
insert into shop.item values (1, 'one', 1, 'a');
select cutover_agent.become_truth(array[:'item']::uuid[]);
update shop.item set id = 9 where id = 1;
select is((select array_agg(k order by k) from unnest(pg_temp.journal(:'item')) k), array['{1}', '{9}'], 'both keys');
select bag_eq(
  $$select key::text, present from cutover_agent.take_changes(array['aaaaaaaa-0000-0000-0000-000000000001']::uuid[], 100)$$,
  $$values ('{1}', false), ('{9}', true)$$, 'the old key is gone, the new one present');
select * from finish();
rollback;
