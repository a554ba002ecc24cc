-- Applying the same rows twice gives the same rows, and does not even touch them the second time.
\ir setup.inc
select plan(5);
select is(pg_temp.apply(:'item', '{1,one,1.50,a}', '{2,NULL,NULL,NULL}', '{3,"",0,""}'), null, 'nothing is refused');
select set_eq($$select id, name, price, code from shop.item$$, $$values (1::bigint, 'one', 1.50, 'a'), (2, null, null, null), (3, '', 0, '')$$,
  'the rows are there, NULL and the empty text apart');
select array_agg(xmin::text || ctid::text order by id) as before from shop.item \gset
select pg_temp.apply(:'item', '{1,one,1.50,a}', '{2,NULL,NULL,NULL}', '{3,"",0,""}');
select is((select array_agg(xmin::text || ctid::text order by id)::text from shop.item), :'before', 'the second time leaves them alone');
select cutover_agent.apply_rows(array[:'item']::uuid[], '{}', '{}', '{1,1,1}', array['{2}', '{3}', '{77}']);
select is((select array_agg(id) from shop.item), array[1::bigint], 'rows that are gone are deleted; one that never was is no trouble');
select is(pg_temp.journal(:'item'), null, 'and the applier is not captured again');
select * from finish();
rollback;
