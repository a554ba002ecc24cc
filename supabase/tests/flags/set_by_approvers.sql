-- Approvers turn a flag on, for one environment.
begin;
set local search_path = extensions, public;
select plan(11);

insert into cutover.operators (subject, role, granted_by) values
  ('olga', 'operator', 'test'),
  ('paul', 'approver', 'test');set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select is(cutover.set_feature_flag('data_migration_final', true) #>> '{error,code}', 'CT103', 'operators do not');
set local role authenticated;
set local request.jwt.claims = '{"sub": "paul", "role": "authenticated"}';
select is(cutover.set_feature_flag('data_migration_final', true, 'staging') -> 'ok', 'true', 'approvers do');
select is(cutover.set_feature_flag('no_such_flag', true) #>> '{error,code}', 'CT012', 'not one that does not exist');
select is(cutover.set_feature_flag('data_migration_final', true, 'moon') #>> '{error,code}', 'CT001', 'not for another environment');
select is(cutover.set_feature_flag('data_migration_final', true, null, 100.01) #>> '{error,code}', 'CT001', 'not beyond 100 %');
select is(cutover.set_feature_flag('data_migration_final', true, null, 0.001) #>> '{error,code}', 'CT001', 'not finer than a hundredth');
select is(cutover.set_feature_flag('data_migration_final', null) #>> '{error,code}', 'CT001', 'not neither on nor off');
reset role;
set local request.jwt.claims = '';
select ok(not cutover_private.flag_enabled('data_migration_final'), 'elsewhere it stays off');
select cutover.set_setting('environment', '"staging"') as s \gset
select ok(cutover_private.flag_enabled('data_migration_final'), 'there it holds');
select is((select updated_by from cutover.feature_flags where environment = 'staging'), 'paul', 'who did it is kept');
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where action = 'flag.set' and actor = 'paul'
  and target = 'data_migration_final'), 5::bigint, 'and audited, refusals too');

select * from finish();
rollback;
