-- Only an active window within its times counts.
begin;
set local search_path = extensions, public;
select plan(4);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';

select ok((select w is null from cutover_private.active_freeze_window((select g.id from cutover.table_groups g where g.name = 'freeze one')) w),
  'there is none');
insert into cutover.freeze_windows (group_id, status, starts_at, ends_at, activated_at, created_by)
values ((select g.id from cutover.table_groups g where g.name = 'freeze one'), 'active', clock_timestamp() - interval '1 hour',
  clock_timestamp() + interval '1 hour', clock_timestamp(), 'test')
returning id as window \gset
select is((select w.id from cutover_private.active_freeze_window((select g.id from cutover.table_groups g where g.name = 'freeze one')) w),
  :'window'::uuid, 'an active one counts');
update cutover.freeze_windows set ends_at = clock_timestamp() - interval '1 millisecond' where id = :'window';
select ok((select w.id is null from cutover_private.active_freeze_window((select g.id from cutover.table_groups g where g.name = 'freeze one')) w),
  'past its end it does not, though nothing has noticed yet');
update cutover.freeze_windows set ends_at = clock_timestamp() + interval '20 milliseconds' where id = :'window';
select pg_sleep(0.03) as slept \gset
select ok((select w.id is null from cutover_private.active_freeze_window((select g.id from cutover.table_groups g where g.name = 'freeze one')) w),
  'by the clock, not by the start of the transaction');

select * from finish();
rollback;
