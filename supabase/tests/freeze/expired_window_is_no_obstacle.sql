-- A window that is over neither blocks the next one nor can be started.
begin;
set local search_path = extensions, public;
select plan(2);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';

insert into cutover.freeze_windows (group_id, status, starts_at, ends_at, activated_at, created_by) values
  ((select g.id from cutover.table_groups g where g.name = 'freeze one'), 'active', clock_timestamp() - interval '7 hours',
  clock_timestamp() - interval '1 second', now(), 'test');
insert into cutover.freeze_windows (group_id, status, starts_at, ends_at, created_by) values
  ((select g.id from cutover.table_groups g where g.name = 'freeze one'), 'scheduled', clock_timestamp() - interval '15 hours',
  clock_timestamp() - interval '14 hours', 'test') returning id as old \gset
select is(cutover.activate_freeze_window(:'old') #>> '{error,code}', 'CT204', 'it cannot be started');
select is(cutover.start_emergency_freeze('freeze one', 'fire') #>> '{result,status}', 'active', 'and the next one can');

select * from finish();
rollback;
