-- A pass looks at no more keys than it may, of its own group only, the ones that wait longest first.
\ir setup.inc
select plan(3);
create table old.other (id bigint primary key);
create table new.other (id bigint primary key);
select cutover.register_table('other', 'reconciliation_test', 'old', 'other', 'new', 'other') ->> 'ok' as ok \gset
insert into cutover_private.verify_queue (table_id, key, due_at) select :item, array[g::text]::text, now() - make_interval(secs => g) from generate_series(1, 9) g;
insert into cutover_private.verify_queue (table_id, key, due_at) select id, '{1}', '2026-01-01' from cutover.cutover_tables where name = 'other';
select is(cutover_private.verify_pass(:item_group, 4), 4, 'four');
select is((select array_agg(key order by key) from cutover_private.verify_queue where table_id = :item), array['{1}', '{2}', '{3}', '{4}', '{5}'], 'the oldest');
select is((select count(*) from cutover_private.verify_queue where table_id <> :item), 1::bigint, 'other groups are left alone');
select * from finish();
rollback;
