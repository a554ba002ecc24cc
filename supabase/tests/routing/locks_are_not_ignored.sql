-- PostgreSQL would take FOR UPDATE through a union for a plain read: who computes in the application would overwrite what others wrote meanwhile.
\ir ../pipeline/setup.inc
select plan(14);
select pg_temp.settle();
create function pg_temp.form(p_read text) returns void language sql as $$
  select cutover_private.set_routed_view(t, p_read, 'legacy') from cutover.cutover_tables t where name in ('owner', 'item')
$$;
grant usage on schema old, new, shop to authenticated;
grant select, update on shop.owner, old.owner, new.owner to authenticated;
select pg_temp.form('dual');
select throws_ok('select * from shop.owner where id = 1 for update', '0A000', null, 'a lock through the gated form is refused');
select throws_ok('select * from shop.owner for no key update', '0A000', null, 'of each strength');
select throws_ok('select * from shop.owner for share', '0A000', null, 'of each strength');
select throws_ok('select * from shop.owner for key share skip locked', '0A000', null, 'of each strength');
select throws_ok('select * from shop.item i join shop.owner o on o.id = i.owner_id for update of o', '0A000', null, 'in a join as well');
select throws_ok('select * from (select * from shop.owner) o for update', '0A000', null, 'and through another query');
select is((select count(*) from shop.owner), 2::bigint, 'reads are as ever');
select lives_ok('update shop.owner set total = total + 1 where id = 1', 'updates, too');
select lives_ok('update shop.item i set note = o.name from shop.owner o where o.id = i.owner_id', 'also from the view');
set local role authenticated;
select is((select count(*) from shop.owner), 2::bigint, 'for whoever reads');
select lives_ok('update shop.owner set total = total + 1 where id = 1', 'or writes');
reset role;
select pg_temp.form('supabase');
select lives_ok('select * from shop.owner where id = 1 for update', 'a view of one side locks its rows');
select pg_temp.form('legacy');
select lives_ok('select * from shop.owner where id = 1 for update', 'of either side');
select is((select count(*) from shop.owner), 2::bigint, 'and reads');
select * from finish();
rollback;
