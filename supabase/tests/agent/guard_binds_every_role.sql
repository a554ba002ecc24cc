-- A blocked table takes no write of any kind from any role, its owner included, and says why.
\ir setup.inc
select plan(9);
insert into shop.item values (1, 'one', 1, 'a');
grant usage on schema shop to authenticated, service_role;
grant all on shop.item to authenticated, service_role;
select cutover_agent.become_truth(array[:'item']::uuid[]);
select lives_ok($$update shop.item set name = 'free' where id = 1$$, 'free before the block');
select cutover_agent.block_writes(array[:'item']::uuid[], :'token', 60, 1000, 'a test');
select throws_ok($$insert into shop.item values (2)$$, 'CT701', 'Writes to shop.item are blocked: a test.', 'insert by the owner');
select throws_ok($$update shop.item set name = 'x'$$, 'CT701', null, 'update by the owner');
select throws_ok($$delete from shop.item$$, 'CT701', null, 'delete by the owner');
select throws_ok($$truncate shop.item cascade$$, 'CT701', null, 'truncate by the owner');
set local role service_role;
select throws_ok($$update shop.item set name = 'x'$$, 'CT701', null, 'service_role, which bypasses RLS');
select throws_ok($$insert into shop.item values (2) on conflict (id) do nothing$$, 'CT701', null, 'an upsert');
reset role;
set local role authenticated;
select throws_ok($$delete from shop.item$$, 'CT701', null, 'authenticated');
reset role;
select is((select name from shop.item), 'free', 'and nothing has changed');
select * from finish();
rollback;
