-- Parents are upserted before children and deleted after them, whatever order the rows come in.
\ir setup.inc
select plan(4);
select is((select count(*) from cutover_agent.apply_rows(array[:'item', :'part']::uuid[],
  array[2, 1], array['{11,1,p}', '{1,one,1,a}'], '{}', '{}')), 0::bigint, 'the child''s row came first');
select is((select count(*) from shop.part), 1::bigint, 'both are there');
select is((select count(*) from cutover_agent.apply_rows(array[:'item', :'part']::uuid[], '{}', '{}',
  array[1, 2], array['{1}', '{11}'])), 0::bigint, 'the parent''s deletion came first');
select is((select count(*) from shop.item) + (select count(*) from shop.part), 0::bigint, 'both are gone');
select * from finish();
rollback;
