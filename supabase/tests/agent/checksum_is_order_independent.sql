-- The same rows give the same checksums, whatever order they were written in, whatever the column order and settings.
\ir setup.inc
select plan(4);
\set twin aaaaaaaa-0000-0000-0000-000000000003
create table shop.twin (code text, price numeric(20,6), dropped integer, name varchar(40), id integer primary key);
alter table shop.twin drop column dropped;
select cutover_agent.register_endpoint(:'twin', 'shop', 'twin', array['id', 'name', 'price', 'code'],
  array['integer', 'text', 'numeric', 'text'], 1) as number \gset
insert into shop.item select g, 'n' || g, g / 4.0, case when g % 3 > 0 then 'c' || g end from generate_series(1, 500) g;
insert into shop.twin (id, name, price, code) select id, name, price, code from shop.item order by md5(id::text);
create function pg_temp.sums(p_endpoint uuid, p_after text[] default null, p_through text[] default null) returns text language sql as $$
  select string_agg(c::text, ' ' order by c.leaf) from cutover_agent.checksum(p_endpoint, p_after, p_through, 8) c
$$;
select is(pg_temp.sums(:'item'), pg_temp.sums(:'twin'), 'equal rows, equal sums');
select is(pg_temp.sums(:'item', '{100}', '{200}'), pg_temp.sums(:'twin', '{100}', '{200}'), 'and in a range');
select is((select sum(row_count) from cutover_agent.checksum(:'item', '{100}', '{200}', 8)), 100::numeric, 'which is open below and closed above');
select pg_temp.sums(:'item') as sums \gset
set local timezone = 'Asia/Tokyo'; set local datestyle = 'SQL, DMY'; set local extra_float_digits = -3; set local bytea_output = 'escape';
select is(pg_temp.sums(:'item'), :'sums', 'no session setting changes them');
select * from finish();
rollback;
