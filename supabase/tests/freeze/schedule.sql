-- A window is planned with its times, three hours by default.
begin;
set local search_path = extensions, public;
select plan(6);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';
insert into cutover.operators (subject, role, granted_by) values
  ('olga', 'operator', 'test'),
  ('vera', 'viewer', 'test');set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(cutover.schedule_freeze_window('freeze one', now() + interval '1 hour') #>> '{error,code}', 'CT103', 'not by viewers');
set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select cutover.schedule_freeze_window('freeze one', now() + interval '1 hour', null, 'the move') -> 'result' as result \gset
select is(:'result'::jsonb ->> 'status', 'scheduled', 'scheduled');
select is((:'result'::jsonb ->> 'ends_at')::timestamptz - (:'result'::jsonb ->> 'starts_at')::timestamptz, interval '3 hours', 'three hours');
select is(:'result'::jsonb ->> 'group', 'freeze one', 'for the group');
select is((:'result'::jsonb ->> 'reason') || ' ' || (:'result'::jsonb ->> 'created_by'), 'the move olga', 'with reason and author');
select is(cutover.schedule_freeze_window('no such group', now() + interval '1 hour') #>> '{error,code}', 'CT004', 'not for an unknown group');

select * from finish();
rollback;
