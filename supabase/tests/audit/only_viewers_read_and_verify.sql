-- The log is for operators.
begin;
set local search_path = extensions, public;
select plan(6);

insert into cutover.operators (subject, role, granted_by) values
  ('vera', 'viewer', 'test');select cutover_private.audit('test.one', 'done', 'thing', 'a', '{"n": 1}');
select cutover_private.audit('test.two', 'done', 'thing', 'b', '{"n": 2}');
select cutover_private.audit('test.three', 'done', 'thing', 'c', '{"n": 3}', 1.5);
set constraints all immediate;
select max(seq) as last, max(seq) - 1 as middle, max(seq) - 2 as first from cutover.cutover_audit_log \gset
set local role authenticated;
set local request.jwt.claims = '{"sub": "stranger", "role": "authenticated"}';
select is((select count(*) from cutover.cutover_audit_log), 0::bigint, 'a stranger sees no row');
select throws_ok('select * from cutover.verify_audit_log()', 'CT102', null, 'and cannot verify');
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select cmp_ok((select count(*) from cutover.cutover_audit_log), '>=', 3::bigint, 'a viewer sees the rows');
select ok((select v.ok from cutover.verify_audit_log() v), 'and can verify');
select throws_ok('insert into cutover.cutover_audit_log select * from cutover.cutover_audit_log', '42501', null, 'but not write');
select throws_ok($$select cutover_private.audit('test.forged', 'done')$$, '42501', null, 'nor have something recorded');

select * from finish();
rollback;
