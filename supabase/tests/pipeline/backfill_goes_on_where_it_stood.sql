-- The backfill goes chunk by chunk, parents first, remembers where it stands, and ends on empty tables at once.
\ir setup.inc
select plan(17);
truncate old.owner, old.item;
insert into old.owner (id, name) select g, 'o' || g from generate_series(1, 250) g;
insert into old.item select g, 1, 'n', null from generate_series(1, 250) g;
create table old.empty (id bigint primary key);
create table new.empty (id bigint primary key);
update cutover.backfills set chunk_rows = 100;
select is((select count(*) from new.owner), 0::bigint, 'nothing is copied by starting');
select is((select bool_and(capturing_since is not null) from cutover.cutover_tables where group_id = :shop), true, 'but every write is captured');
select is(cutover_private.backfill_step(:shop), 100, 'the first chunk');
select results_eq($$select status, last_key::text, rows_done from cutover.backfills where table_id = $$ || :owner, $$values ('running', '{100}', 100::bigint)$$, 'where it stands');
select is((select count(*) from new.item), 0::bigint, 'children wait');
-- The session dies: nothing but the table of backfills knows where to go on.
update cutover.backfills set chunk_rows = 100;
savepoint dies;
select is(cutover_private.backfill_step(:shop), 100, 'the second chunk');
rollback to savepoint dies;
select is((select count(*) from new.owner), 100::bigint, 'is lost with its session');
select is(cutover_private.backfill_step(:shop), 100, 'and copied again');
select is((select last_key::text from cutover.backfills where table_id = :owner), '{200}', 'from where it stood');
delete from old.item where owner_id = 230;
delete from old.owner where id = 230;
select is(cutover.start_backfill('shop') ->> 'ok', 'true', 'starting what is running');
select is((select rows_done from cutover.backfills where table_id = :owner), 200::bigint, 'does not start it anew');
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'equal in the end');
select results_eq('select status, rows_done, finished_at is not null from cutover.backfills where table_id = ' || :item, $$values ('completed', 249::bigint, true)$$, 'completed');
select is((select count(*) from cutover.cutover_tables where group_id = :shop and backfilled_at is not null), 2::bigint, 'which the tables know');
select cutover.register_table('empty', 'pipeline_test', 'old', 'empty', 'new', 'empty') ->> 'ok' as ok \gset
select cutover.start_backfill('empty') ->> 'ok' as ok \gset
select cutover_private.backfill_step((cutover_private.find_group('empty')).id) as ok \gset
select is((select (status, rows_done)::text from cutover.backfills b join cutover.cutover_tables t on t.id = b.table_id where t.name = 'empty'), '(completed,0)', 'an empty table is done at once');
select is(cutover.start_backfill('nowhere') #>> '{error,code}', 'CT004', 'a group nobody knows');
update cutover.cutover_tables set state = 'ready' where group_id = :shop;
select is(cutover.start_backfill('shop') #>> '{error,code}', 'CT201', 'a group that is ready needs none');
select * from finish();
rollback;
