-- A setting keeps its type, its bounds and its guard.
begin;
set local search_path = extensions, public;
select plan(8);

insert into cutover.operators (subject, role, granted_by) values
  ('anna', 'admin', 'test'),
  ('olga', 'operator', 'test');set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select is(cutover.set_setting('environment', '"staging"') #>> '{error,code}', 'CT103', 'not by operators');
set local role authenticated;
set local request.jwt.claims = '{"sub": "anna", "role": "authenticated"}';
select is(cutover.set_setting('environment', '"staging"') -> 'result', '{"key": "environment", "value": "staging",
  "previous_value": "development"}'::jsonb, 'by admins');
select is(cutover.set_setting('environment', '"moon"') #>> '{error,code}', 'CT001', 'not to what it does not take');
select is(cutover.set_setting('environment', '1') #>> '{error,code}', 'CT001', 'not to another type');
select is(cutover.set_setting('claims_trusted_roles', '"authenticator"') #>> '{error,code}', 'CT001', 'whichever it is');
select is(cutover.set_setting('environment', null) #>> '{error,code}', 'CT001', 'not to nothing');
select is(cutover.set_setting('installation', '"x"') #>> '{error,code}', 'CT201', 'not what identifies the installation');
select is(cutover.set_setting('no_such_setting', '1') #>> '{error,code}', 'CT012', 'not what does not exist');

select * from finish();
rollback;
