-- Repair makes the receiving side equal to the truth: missing and mismatched rows are written, extra ones deleted.
\ir setup.inc
select plan(7);
select pg_temp.plant($$delete from new.item where id = 1; insert into new.item values (99, 'extra', 1); update new.item set price = 0 where id = 2$$);
select pg_temp.reconcile('item');
select cutover.repair('item') as answer \gset
select is(:'answer'::jsonb #>> '{result,marked}', '3', 'three keys are marked');
select cutover_private.pipeline_pass(:item_group);
select is((select count(*) from pg_temp.drift()), 0::bigint, 'after the next pass no drift is open');
select is((select drift_percent from cutover_private.drift(:item)), 0.0, 'and none is measured');
select bag_eq('select id, name, price from new.item', 'select id, name, price::numeric(12,3) from old.item', 'the rows are those of the truth');
select is((select count(*) from old.item), 25::bigint, 'which has not changed');
select isnt((select count(*) from cutover_private.audit_pending where action = 'repair' and outcome = 'done'), 0::bigint, 'it is in the audit log');
select is(cutover.repair('item') #>> '{result,marked}', '0', 'nothing is left to repair');
select * from finish();
rollback;
