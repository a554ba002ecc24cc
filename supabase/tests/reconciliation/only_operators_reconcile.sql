-- Viewers see results, operators start and repair, everybody else sees nothing; results cannot be written by hand.
\ir setup.inc
select plan(12);
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test'), ('olga', 'operator', 'test');
select pg_temp.plant($$delete from new.item where id = 1$$);
select pg_temp.reconcile('item');
set local role authenticated;
select set_config('request.jwt.claims', '{"sub": "stranger", "role": "authenticated"}', true) as claims \gset
select is((select count(*) from cutover.reconciliation_jobs) + (select count(*) from cutover.drifted_rows)
  + (select count(*) from cutover.reconciliation_summary), 0::bigint,
  'a stranger sees nothing');
select is(cutover.reconcile('item') #>> '{error,code}', 'CT102', 'and starts nothing');
select set_config('request.jwt.claims', '{"sub": "vera", "role": "authenticated"}', true) as claims \gset
select is((select missing from cutover.reconciliation_summary where table_name = 'item'), 1::bigint, 'a viewer sees the summary');
select is((select count(*) from cutover.drifted_rows), 1::bigint, 'and the rows');
select is(cutover.command('reconcile_list', '{"table": "item"}') #>> '{result,jobs,0,missing}', '1', 'and lists jobs');
select is(cutover.reconcile('item') #>> '{error,code}', 'CT103', 'but starts none');
select is(cutover.repair('item') #>> '{error,code}', 'CT103', 'and repairs nothing');
select throws_ok('delete from cutover.drifted_rows', '42501', null, 'nobody removes results by hand');
select throws_ok('select * from cutover_private.verify_queue', '42501', null, 'the queue is nobody''s business');
select set_config('request.jwt.claims', '{"sub": "olga", "role": "authenticated"}', true) as claims \gset
select is(cutover.reconcile('item', 'incremental') #>> '{result,jobs,0,kind}', 'incremental', 'an operator starts one');
select is(cutover.repair('item') #>> '{result,marked}', '1', 'and repairs');
select is(array[cutover.reconcile('nowhere') #>> '{error,code}', cutover.reconcile('item', 'half') #>> '{error,code}', cutover.command('reconcile', '{}') #>> '{error,code}',
  cutover.command('reconcile', '{"group": "none"}') #>> '{error,code}', cutover.command('repair', '{"table": "item", "force": true}') #>> '{error,code}'],
  array['CT002', 'CT001', 'CT001', 'CT004', 'CT001'], 'bad requests are refused by name');
reset role;
select * from finish();
rollback;
