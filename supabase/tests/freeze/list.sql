-- Viewers list windows, by group and status.
begin;
set local search_path = extensions, public;
select plan(7);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';
insert into cutover.operators (subject, role, granted_by) values
  ('vera', 'viewer', 'test');
select cutover.schedule_freeze_window('freeze one', now() + interval '1 hour') as a,
  cutover.schedule_freeze_window('freeze one', now() + interval '5 hours') as b,
  cutover.start_emergency_freeze('freeze two', 'fire') as c \gset
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(jsonb_array_length(cutover.list_freeze_windows('freeze one') #> '{result,windows}'), 2, 'of one group');
select is(cutover.list_freeze_windows('freeze one') #> '{result,windows,0}', :'b'::jsonb -> 'result', 'newest first');
select is(cutover.list_freeze_windows('freeze two', 'active') #>> '{result,windows,0,kind}', 'emergency', 'of one status');
select is(cutover.list_freeze_windows('freeze two', 'scheduled') #> '{result,windows}', '[]'::jsonb, 'none');
select is(cutover.list_freeze_windows('nowhere') #>> '{error,code}', 'CT004', 'an unknown group');
select is(cutover.list_freeze_windows(null, 'odd') #>> '{error,code}', 'CT001', 'an unknown status');
select is((select count(*) from cutover.freeze_windows w join cutover.table_groups g on g.id = w.group_id where g.name like 'freeze %'), 3::bigint,
  'or in the table');

select * from finish();
rollback;
