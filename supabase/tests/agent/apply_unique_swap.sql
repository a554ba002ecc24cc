-- Rows that swapped unique values arrive together and fit together, although each alone is in the other's way.
\ir setup.inc
select plan(24);
insert into shop.item values (1, 'one', 1, 'a'), (2, 'two', 2, 'b'), (3, 'three', 3, 'c'), (4, 'four', 4, 'd');
insert into shop.part values (11, 1, 'refers to a row that is replaced');
select cutover_agent.become_receiver(array[:'item', :'part']::uuid[], :'token', 'x');
select is(pg_temp.apply(:'item', '{1,uno,1,b}', '{2,two,2,c}', '{3,three,3,a}'), null, 'nothing is refused');
select is((select string_agg(code, '' order by id) from shop.item), 'bcad', 'the values are swapped');
select is((select name from shop.item where id = 1), 'uno', 'and the rest of the row is new, too');
select is((select count(*) from shop.part), 1::bigint, 'what refers to them stays');
select is(pg_temp.apply(:'item', '{1,uno,1,d}', '{2,two,2,e}'), array['{1} 23505 item_code_key'], 'a value that another row really holds is refused, alone');
select is((select string_agg(code, '' order by id) from shop.item), 'bead', 'the other one is applied');
select is(pg_temp.apply(:'part', '{11,1,same}'), null, 'the child can be written as before');
alter table shop.item add column unmapped text default 'kept';
select is(pg_temp.apply(:'item', '{1,uno,1,e}', '{2,two,2,b}'), null, 'swapped as well where a row must not go, because the value may be null in between');
select is((select string_agg(code || unmapped, ' ' order by id) from shop.item where id < 3), 'ekept bkept', 'and the column that is not mapped stays');
select is(pg_temp.apply(:'item', '{1,uno,1,b}', '{2,two,2,e}', '{3,three,3,d}'), array['{3} 23505 item_code_key'], 'one that a row outside is in the way of does not keep the others out');
select is((select string_agg(code || unmapped, ' ' order by id) from shop.item), 'bkept ekept akept dkept', 'and has its own value still');
alter table shop.item alter column code set not null;
select is(pg_temp.apply(:'item', '{1,uno,1,e}', '{2,two,2,b}'), null, 'where it may not be null, by way of a value that nobody holds');
select is((select string_agg(code || unmapped, ' ' order by id) from shop.item where id < 3), 'ekept bkept', 'and the column that is not mapped stays');
alter table shop.item drop constraint item_code_key, add check (code = lower(code));
create unique index lower_code on shop.item (lower(code));
select is(pg_temp.apply(:'item', '{1,uno,1,b}', '{2,two,2,e}'), null, 'an index over an expression, too');
alter table shop.item add check (length(code) = 1);
select is(cardinality(pg_temp.apply(:'item', '{1,uno,1,e}', '{2,two,2,b}')), 2, 'refused where a check keeps such values out');
select is((select string_agg(code, ' ' order by id) from shop.item where id < 3), 'b e', 'and as they were');
alter table shop.item drop constraint item_code_check1;
drop index shop.lower_code;
alter table shop.item add unique (code);
create table shop.follower (code text references shop.item (code) on update cascade);
insert into shop.follower values ('b');
select is(cardinality(pg_temp.apply(:'item', '{1,uno,1,e}', '{2,two,2,b}')), 2, 'and where a foreign key would follow to the value in between, and not back');
select is((select code from shop.follower), 'b', 'it has not moved');
drop table shop.follower;
-- Every type that has values to spare.
create function pg_temp.spares(p_type text) returns bigint language plpgsql as $body$
declare v_count bigint;
begin
  execute format('create temporary table spare (v %s) on commit drop', p_type);
  execute format('insert into spare select %s from generate_series(1, 5)',
    (select cutover_agent.spare_value(a.atttypid, a.atttypmod) from pg_attribute a where a.attrelid = 'spare'::regclass and a.attname = 'v'));
  select count(distinct v::text) into v_count from spare;
  drop table spare;
  return v_count;
end $body$;
create domain shop.code as varchar(9);
select is((select array_agg(t order by t) from unnest(array['text', 'varchar(7)', 'char(8)', 'uuid', 'bytea', 'smallint', 'integer', 'bigint', 'numeric', 'numeric(8,2)', 'float8',
  'date', 'timestamp(0)', 'timestamptz', 'shop.code']) t where pg_temp.spares(t) < 5), null, 'each row gets another value, which fits');
alter table shop.item alter column code drop not null;
alter table shop.item drop column unmapped;
alter table shop.part drop constraint part_item_id_fkey, add foreign key (item_id) references shop.item (id) on delete cascade;
select is(pg_temp.apply(:'item', '{1,uno,1,b}', '{2,two,2,e}'), null, 'nor of rows that a cascade would take along');
select is((select count(*) from shop.part), 1::bigint, 'which are still there');
alter table shop.item alter column code set not null;
select is(pg_temp.apply(:'item', '{1,uno,1,e}', '{2,two,2,b}'), null, 'nor where the value may not be null');
select is((select string_agg(code, ' ' order by id) from shop.item where id < 3) || (select count(*) from shop.part), 'e b1', 'the child is still there');
alter table shop.part drop constraint part_item_id_fkey, add foreign key (item_id) references shop.item (id) on delete restrict;
select is(pg_temp.apply(:'item', '{1,uno,1,b}', '{2,two,2,e}'), null, 'and not refused because a row that is referred to may not go');
select * from finish();
rollback;
