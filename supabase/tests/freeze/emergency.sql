-- An emergency window starts at once, and gives way to what is planned.
begin;
set local search_path = extensions, public;
select plan(8);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';
insert into cutover.operators (subject, role, granted_by) values
  ('olga', 'operator', 'test');set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select cutover.schedule_freeze_window('freeze one', now() + interval '20 minutes') as planned \gset
select cutover.start_emergency_freeze('freeze one', 'fire') -> 'result' as result \gset
select is(:'result'::jsonb ->> 'status', 'active', 'active');
select is(:'result'::jsonb ->> 'kind', 'emergency', 'an emergency');
select is((:'result'::jsonb ->> 'ends_at')::timestamptz, (:'planned'::jsonb #>> '{result,starts_at}')::timestamptz, 'until the planned one');
select is(cutover.start_emergency_freeze('freeze one', 'again') #>> '{error,code}', 'CT207', 'not while another one is active');
select is(cutover.start_emergency_freeze('freeze two', 'fire', now() + interval '9 hours') #>> '{error,code}', 'CT208', 'not beyond 8 hours');
select is(cutover.start_emergency_freeze('freeze two', 'fire', now() - interval '1 hour') #>> '{error,code}', 'CT208', 'not into the past');
select is(cutover.start_emergency_freeze('freeze two', null) #>> '{error,code}', 'CT001', 'not without a reason');
select cutover.start_emergency_freeze('freeze two', 'fire') -> 'result' as result \gset
select cmp_ok((:'result'::jsonb ->> 'ends_at')::timestamptz - (:'result'::jsonb ->> 'starts_at')::timestamptz, '=', interval '1 hour',
  'an hour where nothing is planned');

select * from finish();
rollback;
