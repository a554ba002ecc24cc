-- Of each key asked for that exists: one hash for each column, so that the one that differs is known.
\ir setup.inc
select plan(4);
insert into shop.item values (1, 'one', 1, 'a'), (2, null, 2, 'b');
create temporary table hashed as select * from cutover_agent.row_hashes(:'item', array['{1}', '{2}', '{3}']);
select is((select array_agg(key order by key) from hashed), array['{1}', '{2}'], 'keys that exist');
update shop.item set price = 1.01 where id = 1;
select is((select array_agg(u.n) from cutover_agent.row_hashes(:'item', array['{1}']) h join hashed o using (key)
  cross join unnest(h.column_hashes, o.column_hashes) with ordinality as u(now, before, n) where u.now <> u.before), array[3::bigint], 'the third column differs');
select isnt((select hash from cutover_agent.row_hashes(:'item', array['{1}'])), (select hash from hashed where key = '{1}'), 'and so does the row');
select bag_eq(format($$select key, hash from cutover_agent.leaf_hashes(%L, null, null, 4, '{0,1,2,3}')$$, :'item'),
  format($$select key, hash from cutover_agent.row_hashes(%L, array['{1}', '{2}'])$$, :'item'), 'the same hashes as in the leaves');
select * from finish();
rollback;
