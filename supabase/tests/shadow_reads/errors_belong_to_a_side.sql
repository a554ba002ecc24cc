-- A side that cannot be read counts errors of its own; nothing is raised.
\ir setup.inc
select plan(6);
alter table new.item rename to item_2;
select is(pg_temp.counts(pg_temp.look('2030-01-01 00:00+00')), 'agreed 0 mismatched 0 lagging 0 known 0 errors 0 1 dropped 0 finished', 'a table that supabase lacks');
select is((select error ->> 'code' from cutover.shadow_reads), 'CT702', 'and why');
alter table new.item_2 rename to item;
alter table old.item rename to item_2;
select is(pg_temp.counts(pg_temp.look('2030-01-01 00:01+00')), 'agreed 0 mismatched 0 lagging 0 known 0 errors 25 0 dropped 0 finished', 'that legacy lacks');
alter table old.item_2 rename to item;
-- A turn: one window a table and time, and none for tables whose reads are on one side.
delete from cutover.shadow_reads;
select is(cutover_private.shadow_turn(:item), true, 'a turn opens a window');
select is(cutover_private.shadow_turn(:item), false, 'once, until the next is due');
delete from cutover.shadow_reads;
update cutover.cutover_tables set read_source = 'legacy' where id = :item;
select is(cutover_private.shadow_turn(:item), false, 'of no table whose reads are not split');
select * from finish();
rollback;
