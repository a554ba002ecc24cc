-- Looking at something is no audited act, being refused is.
begin;
set local search_path = extensions, public;
select plan(3);

insert into cutover.operators (subject, role, granted_by) values
  ('vera', 'viewer', 'test');
select coalesce(max(seq), 0) as before from cutover.cutover_audit_log \gset
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(cutover.command('freeze_list') -> 'ok', 'true', 'a read');
select is(cutover.command('freeze_list', '{"status": "odd"}') -> 'ok', 'false', 'a refused read');
reset role;
set local request.jwt.claims = '';
set constraints all immediate;
select is((select array_agg(action || ' ' || outcome) from cutover.cutover_audit_log where seq > :before), array['freeze.list refused'], 'one row');

select * from finish();
rollback;
