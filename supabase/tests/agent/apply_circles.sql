-- Rows that refer to each other in a circle are applied and deleted together, though no constraint is deferrable; who refers to nothing stays behind, alone.
\ir setup.inc
select plan(20);
alter table shop.item add column best bigint references shop.part (id), add column twin bigint references shop.item (id);
select cutover_agent.unregister_endpoint(:'item');
select cutover_agent.register_endpoint(:'item', 'shop', 'item', array['id', 'name', 'best', 'twin'], array['integer', 'text', 'integer', 'integer'],
  1) as number \gset
select cutover_agent.become_receiver(array[:'item', :'part']::uuid[], :'token', 'x');
create function pg_temp.both(p_items text[], p_parts text[], p_deleted_items text[] default '{}', p_deleted_parts text[] default '{}')
returns text[] language sql as $$
  select array_agg(a.ordinal || ' ' || a.key || ' ' || a.error_code order by a.ordinal, a.key)
  from cutover_agent.apply_rows('{aaaaaaaa-0000-0000-0000-000000000001,aaaaaaaa-0000-0000-0000-000000000002}',
    array_fill(1, array[cardinality(p_items)]) || array_fill(2, array[cardinality(p_parts)]), p_items || p_parts,
    array_fill(1, array[cardinality(p_deleted_items)]) || array_fill(2, array[cardinality(p_deleted_parts)]), p_deleted_items || p_deleted_parts) a
$$;
select is(pg_temp.both('{"{1,one,11,2}","{2,two,NULL,1}"}', '{"{11,1,p}"}'), null, 'a circle over two tables, and two rows of one');
select is((select count(*) from shop.item join shop.part on part.id = item.best and part.item_id = item.id), 1::bigint, 'is there');
select is(pg_temp.both('{"{3,three,13,NULL}","{4,four,99,NULL}","{5,five,NULL,4}"}', '{"{13,3,q}","{14,88,r}"}'),
  array['1 {4} 23503', '1 {5} 23503', '2 {14} 23503'], 'who refers to nothing is refused, with who refers to that');
select is((select count(*) from shop.item where id = 3) + (select count(*) from shop.part where id = 13), 2::bigint, 'the circle among them is applied');
select is(pg_temp.both('{}', '{}', '{"{3}"}', '{"{13}"}'), null, 'a circle is deleted');
select is((select count(*) from shop.item where id = 3) + (select count(*) from shop.part where id = 13), 0::bigint, 'and gone');
select is(pg_temp.both('{}', '{}', '{"{1}"}', '{}'), array['1 {1} 23503'], 'what is still referred to stays');
select is((select count(*) from shop.item), 2::bigint, 'with the others');
-- And of which one waits for a unique value: that a row of the circle lets go of, or one that is to go and is kept by its child.
alter table shop.item add unique (name);
select is(pg_temp.both('{"{7,seven,NULL,NULL}","{8,eight,NULL,NULL}"}', '{"{18,8,child}"}'), null, 'rows with unique values');
select is(pg_temp.both('{"{6,seven,16,NULL}","{7,was seven,NULL,6}"}', '{"{16,6,x}"}'), null, 'a circle that waits for a value which one of its rows lets go of');
select results_eq('select name from shop.item where id in (6, 7) order by id', array['seven', 'was seven'], 'is there');
select is(pg_temp.both('{"{9,eight,NULL,NULL}"}', '{"{18,9,child}"}', '{"{8}"}'), null, 'a row that takes the value, and the child, of one that goes');
select results_eq('select name from shop.item where id > 7', array['eight'], 'is there, and the other is not');
select is(pg_temp.both('{"{10,one,NULL,NULL}","{11,eleven,31,NULL}"}', '{"{31,11,x}","{18,10,child}"}', '{"{6}"}'),
  array['1 {10} 23505', '1 {6} 23503', '2 {18} 23503'], 'what waits for others does not keep a circle out');
select is((select string_agg(id || name, ' ' order by id) from shop.item), '1one 2two 6seven 7was seven 9eight 11eleven', 'and nobody has lost his value');
-- A refused row that has left its parent, which goes, is not taken along by a cascade: its own children would be lost, and nothing names them.
create table shop.leaf (part_id bigint references shop.part (id) on delete cascade);
alter table shop.part drop constraint part_item_id_fkey, add foreign key (item_id) references shop.item (id) on delete cascade, add check (note <> 'refused');
select is(pg_temp.both('{"{20,twenty,NULL,NULL}","{21,twenty-one,NULL,NULL}"}', '{"{40,20,x}"}'), null, 'a parent, a child');
insert into shop.leaf values (40);
select is(pg_temp.both('{}', '{"{40,21,refused}"}', '{"{20}"}'), array['1 {20} 23503', '2 {40} 23514'], 'the child moves on and is refused, the parent waits for it');
select is((select count(*) from shop.leaf), 1::bigint, 'the child''s child is there');
select is(pg_temp.both('{}', '{"{40,21,y}"}', '{"{20}"}'), null, 'then both pass');
select is((select count(*) from shop.leaf), 1::bigint, 'the child''s child is there still');
select * from finish();
rollback;
