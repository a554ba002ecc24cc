-- A key that fits into its table's own index is captured, however long it is as text: no writer fails because of capture.
\ir setup.inc
select plan(6);
create table shop.blob (id bytea primary key);
\set blob aaaaaaaa-0000-0000-0000-000000000003
select cutover_agent.register_endpoint(:'blob', 'shop', 'blob', array['id'], array['bytea'], 1) as number \gset
select cutover_agent.become_truth(array[:'blob']::uuid[]);
select string_agg(decode(md5(i::text), 'hex'), '') as key from generate_series(1, 160) i \gset
select lives_ok(format('insert into shop.blob values (%L)', :'key'), 'written');
select is(pg_temp.journal(:'blob'), array[array[:'key']::text], 'captured');
select results_eq(format('select cutover_agent.pending_keys(%L, %L)', :'blob', array[array[:'key']::text, '{\\x00}']), array[array[:'key']::text], 'found among those that wait');
truncate shop.blob;
select is((select count(*) from cutover_agent.pending_keys(:'blob', array[array[:'key']::text]) k where k is null), 1::bigint, 'a TRUNCATE is told as well');
select cutover_agent.forget_keys(:'blob', array[array[:'key']::text]);
select is(pg_temp.journal(:'blob'), array['truncate'], 'forgotten');
select cutover_agent.become_truth(array[:'item']::uuid[]);
insert into shop.item values (1, 'one', 1, 'a'), (2, 'two', 2, 'b');
select cutover_agent.forget_keys(:'item', '{"{1}"}');
select is(pg_temp.journal(:'item'), array['{2}'], 'and no other');
select * from finish();
rollback;
