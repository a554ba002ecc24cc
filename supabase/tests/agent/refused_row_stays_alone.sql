-- A row that a constraint refuses is named and left out; the others are applied.
\ir setup.inc
select plan(6);
select is(pg_temp.apply(:'part', '{1,NULL,ok}', '{2,99,orphan}', '{3,NULL,ok}'), array['{2} 23503 part_item_id_fkey'], 'the orphan, with its constraint');
select set_eq($$select id from shop.part$$, array[1, 3]::bigint[], 'the others are there');
select pg_temp.apply(:'item', '{99,parent,1,z}');
select is(pg_temp.apply(:'part', '{2,99,orphan}'), null, 'it passes once its parent is there');
select is(pg_temp.apply(:'item', '{5,five,123456789.00,e}', '{6,six,6,f}'), array['{5} 22003 '], 'a value too large for the column');
select is((select array_agg(id order by id) from shop.item), array[6, 99]::bigint[], 'the others are there');
select is((select array_agg(a.key || ' ' || a.error_code) from cutover_agent.apply_rows(array[:'item']::uuid[], '{}', '{}', '{1,1}', array['{99}', '{6}']) a),
  array['{99} 23503'], 'a parent that is still referred to stays, alone');
select * from finish();
rollback;
