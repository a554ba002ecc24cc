-- Rows that refer to each other in a circle are applied and deleted together, though no constraint is deferrable; who refers to nothing stays behind, alone.
\ir setup.inc
select plan(8);
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
select * from finish();
rollback;
