-- A signed-in user without a role sees no row of any table.
begin;
set local search_path = extensions, public;
select plan(8);

insert into cutover.operators (subject, role, granted_by) values
  ('vera', 'viewer', 'test');
set local role authenticated;
set local request.jwt.claims = '{"sub": "stranger", "role": "authenticated"}';
select is((select count(*) from cutover.settings), 0::bigint, 'a stranger sees no settings');
select is((select count(*) from cutover.error_codes), 0::bigint, 'no error codes');
select is((select count(*) from cutover.feature_flags), 0::bigint, 'no flags');
select is((select count(*) from cutover.operators), 0::bigint, 'no operators');
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select cmp_ok((select count(*) from cutover.settings), '>', 0::bigint, 'a viewer sees them');
select cmp_ok((select count(*) from cutover.error_codes), '>', 50::bigint, 'and the error codes');
select is((select count(*) from cutover.feature_flags), 3::bigint, 'and the flags');
select is((select count(*) from cutover.operators where subject = 'vera'), 1::bigint, 'and the operators');

select * from finish();
rollback;
