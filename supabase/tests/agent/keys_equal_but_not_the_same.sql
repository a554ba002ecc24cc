-- Keys that are equal without being the same text: numeric scale, citext, char, -0. One row each, by the key's own idea of what is equal.
\ir setup.inc
select plan(12);
create extension if not exists citext schema extensions;
create table shop.n (id numeric primary key, v text);
create table shop.c (id extensions.citext primary key, v text);
create table shop.f (id double precision primary key, v text);
\set n aaaaaaaa-0000-0000-0000-000000000005
\set c aaaaaaaa-0000-0000-0000-000000000006
\set f aaaaaaaa-0000-0000-0000-000000000007
select cutover_agent.register_endpoint(:'n', 'shop', 'n', array['id', 'v'], array['numeric', 'text'], 1) as number \gset
select cutover_agent.register_endpoint(:'c', 'shop', 'c', array['id', 'v'], array['text', 'text'], 1) as number \gset
select cutover_agent.register_endpoint(:'f', 'shop', 'f', array['id', 'v'], array['text', 'text'], 1) as number \gset
select cutover_agent.become_truth(array[:'n', :'c', :'f']::uuid[]);
insert into shop.n values (1.0, 'a');
update shop.n set id = 1.00;
insert into shop.c values ('Anna', 'a');
update shop.c set id = 'ANNA';
select is((select array_agg(key::text || cardinality(ids) || present) from cutover_agent.take_changes(array[:'n']::uuid[], 10)), '{"{1.00}3true"}', 'one row, by the key that it has now, with all its entries');
select is((select array_agg(key::text || cardinality(ids) || present) from cutover_agent.take_changes(array[:'c']::uuid[], 10)), '{"{ANNA}3true"}', 'the same for citext');
delete from shop.c;
select is((select bool_or(present) from cutover_agent.take_changes(array[:'c']::uuid[], 10)), false, 'gone is gone in every spelling');
delete from shop.n;
select cutover_agent.become_receiver(array[:'n', :'c', :'f']::uuid[], :'token', 'x');
select is(pg_temp.apply(:'n', '{1.0,a}') || pg_temp.apply(:'n', '{1.00,a}'), null, 'another scale of the key is applied');
select is((select string_agg(id::text, ' ') from shop.n), '1.00', 'to the same row, which has it then');
select is(pg_temp.apply(:'c', '{Anna,a}') || pg_temp.apply(:'c', '{ANNA,a}'), null, 'another spelling as well');
select is((select string_agg(id::text, ' ') from shop.c), 'ANNA', 'in one row');
select is(pg_temp.apply(:'f', '{0,a}') || pg_temp.apply(:'f', '{-0,a}'), null, 'and another sign of zero');
select is((select string_agg(id::text, ' ') from shop.f), '-0', 'in one row');
select pg_temp.apply(:'c', '{a,1}', '{B,2}', '{c,3}', '{D,4}');
select is((select string_agg(k[1], ' ') from (
  select cutover_agent.keys_after(:'c', null, 2) k union all select cutover_agent.keys_after(:'c', array['ANNA'], 2) union all select cutover_agent.keys_after(:'c', array['c'], 2)) p),
  'a ANNA B c D', 'ranges follow the order of the type, so that no row is skipped');
select cutover_agent.apply_rows(array[:'c']::uuid[], '{}', '{}', array[1], array['{d}']);
select is((select count(*) from shop.c), 4::bigint, 'deleted by any spelling');
select is((select sum(row_count) from cutover_agent.checksum(:'c', array['a'], array['B'], 4)), 2::numeric, 'bounded on both ends');
select * from finish();
rollback;
