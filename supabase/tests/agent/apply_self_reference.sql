-- Rows of one table that refer to each other go in and out together.
\ir setup.inc
select plan(4);
\set tree aaaaaaaa-0000-0000-0000-000000000003
create table shop.tree (id bigint primary key, parent_id bigint references shop.tree (id));
select cutover_agent.register_endpoint(:'tree', 'shop', 'tree', array['id', 'parent_id'], array['integer', 'integer'], 1) as number \gset
select is(pg_temp.apply(:'tree', '{3,2}', '{2,1}', '{1,NULL}'), null, 'children before their parents in one batch');
select is((select count(*) from shop.tree), 3::bigint, 'all are there');
select is((select count(*) from cutover_agent.apply_rows(array[:'tree']::uuid[], '{}', '{}', '{1,1,1}', array['{1}', '{2}', '{3}'])), 0::bigint, 'parents first on the way out');
select is((select count(*) from shop.tree), 0::bigint, 'all are gone');
select * from finish();
rollback;
