-- Every applied key is compared; equal ones are done, and drift that was open for them is resolved.
\ir setup.inc
select plan(4);
select pg_temp.plant($$update new.item set name = 'drift' where id = 3$$);
select pg_temp.reconcile('item');
select is((select count(*) from pg_temp.drift()), 1::bigint, 'one row of drift is open');
update old.item set name = 'new' where id in (3, 4);
select is(cutover_private.pipeline_pass(:item_group), 4, 'two keys applied, two verified');
select is((select count(*) from cutover_private.verify_queue), 0::bigint, 'none is left');
select is((select count(*) from pg_temp.drift()), 0::bigint, 'and the drift is resolved');
select * from finish();
rollback;
