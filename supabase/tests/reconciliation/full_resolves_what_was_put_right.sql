-- Drift that somebody put right by hand is resolved by the next full job, and is a new finding when it comes back.
\ir setup.inc
select plan(4);
select pg_temp.plant($$update new.item set price = 0 where id = 1$$);
select pg_temp.reconcile('item');
select pg_temp.plant($$update new.item set price = 0.3 where id = 1$$);
select is((select healed from pg_temp.reconcile('item')), 1::bigint, 'looked at again');
select is((select count(*) from cutover.drifted_rows where resolved_at is not null), 1::bigint, 'and resolved');
update cutover.drifted_rows set first_seen_at = '2026-01-01', confirmed_at = '2026-01-01';
select pg_temp.plant($$delete from new.item where id = 1$$);
select pg_temp.reconcile('item');
select bag_eq('select * from pg_temp.drift()', $$values ('{1}', 'missing', '{}')$$, 'it is open again, as what it is now');
select ok((select first_seen_at > '2026-06-01' and confirmed_at > '2026-06-01' from cutover.drifted_rows), 'first seen now');
select * from finish();
rollback;
