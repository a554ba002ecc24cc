-- A window that is started early neither overlaps nor lasts too long.
begin;
set local search_path = extensions, public;
select plan(3);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';

select cutover.schedule_freeze_window('freeze one', now() + interval '1 hour', now() + interval '2 hours') as a,
  cutover.schedule_freeze_window('freeze one', now() + interval '3 hours', now() + interval '4 hours') as b,
  cutover.schedule_freeze_window('freeze two', now() + interval '3 hours', now() + interval '9 hours') as c \gset
select is(cutover.activate_freeze_window((:'b'::jsonb #>> '{result,window}')::uuid) #>> '{error,code}', 'CT207', 'another one lies in between');
select is(cutover.activate_freeze_window((:'c'::jsonb #>> '{result,window}')::uuid) #>> '{error,code}', 'CT208', 'from now on it would be too long');
select is(cutover.activate_freeze_window((:'a'::jsonb #>> '{result,window}')::uuid) #>> '{result,status}', 'active', 'the next one can start');

select * from finish();
rollback;
