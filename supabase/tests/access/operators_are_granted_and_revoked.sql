-- Admins give roles and take them away.
begin;
set local search_path = extensions, public;
select plan(13);

insert into cutover.operators (subject, role, granted_by) values
  ('anna', 'admin', 'test'),
  ('olga', 'operator', 'test');set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select is(cutover.grant_operator('olga', 'admin') #>> '{error,code}', 'CT103', 'nobody else does');
set local role authenticated;
set local request.jwt.claims = '{"sub": "anna", "role": "authenticated"}';
select is(cutover.grant_operator('vera', 'viewer') -> 'result', '{"subject": "vera", "role": "viewer", "previous_role": null}'::jsonb, 'a new operator');
select is(cutover.grant_operator('vera', 'approver') #>> '{result,previous_role}', 'viewer', 'another role');
select is(cutover.revoke_operator('vera') -> 'ok', 'true', 'a revoked role');
select is(cutover.revoke_operator('vera') #>> '{error,code}', 'CT012', 'is gone');
select is(cutover.grant_operator('vera', 'viewer') #>> '{result,previous_role}', null, 'and can be given again');
select is((select o.revoked_at from cutover.operators o where o.subject = 'vera'), null, 'in earnest');
select is(cutover.grant_operator('key:ci', 'operator') -> 'ok', 'true', 'a key is an operator like another');
select is(cutover.grant_operator('vera', 'emperor') #>> '{error,code}', 'CT001', 'no other role');
select is(cutover.grant_operator('database:postgres', 'viewer') #>> '{error,code}', 'CT001', 'no database role');
select is(cutover.grant_operator(repeat('x', 201), 'viewer') #>> '{error,code}', 'CT001', 'no over-long subject');
select is(cutover.grant_operator(null, 'viewer') #>> '{error,code}', 'CT001', 'no missing subject');
select is((select granted_by from cutover.operators where subject = 'key:ci'), 'anna', 'who gave it is kept');

select * from finish();
rollback;
