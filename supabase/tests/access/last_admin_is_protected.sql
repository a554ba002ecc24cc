-- Somebody stays admin.
begin;
set local search_path = extensions, public;
select plan(4);

update cutover.operators set revoked_at = now(), revoked_by = 'test' where revoked_at is null;
insert into cutover.operators (subject, role, granted_by) values
  ('anna', 'admin', 'test'),
  ('adam', 'admin', 'test');
select is(cutover.revoke_operator('adam') -> 'ok', 'true', 'one of two admins can go');
select is(cutover.revoke_operator('anna') #>> '{error,code}', 'CT105', 'the last one cannot');
select is(cutover.grant_operator('anna', 'viewer') #>> '{error,code}', 'CT105', 'nor become less');
select is(cutover.grant_operator('anna', 'admin') -> 'ok', 'true', 'but stay what it is');

select * from finish();
rollback;
