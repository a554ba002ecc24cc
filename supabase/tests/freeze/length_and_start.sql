-- A planned window lasts 15 minutes to 8 hours and starts in the future, within a year.
begin;
set local search_path = extensions, public;
select plan(9);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';

create function pg_temp.plan(p_from interval, p_length interval) returns text language sql as $$
  select coalesce(r #>> '{error,code}', 'fine') from cutover.schedule_freeze_window('freeze one', now() + p_from, now() + p_from + p_length) r
$$;
select is(pg_temp.plan('1 day', '14 minutes 59 seconds'), 'CT208', 'too short');
select is(pg_temp.plan('1 day', '15 minutes'), 'fine', '15 minutes');
select is(pg_temp.plan('2 days', '8 hours'), 'fine', '8 hours');
select is(pg_temp.plan('3 days', '8 hours 1 second'), 'CT208', 'too long');
select is(pg_temp.plan('4 days', '-1 hour'), 'CT208', 'backwards');
select is(pg_temp.plan('-1 hour', '3 hours'), 'CT208', 'in the past');
select is(pg_temp.plan('400 days', '1 hour'), 'CT208', 'too far ahead');
select is(cutover.command('freeze_schedule', '{"group": "freeze one", "starts_at": "infinity"}') #>> '{error,code}', 'CT001', 'infinity is no time');
select throws_ok(format($$insert into cutover.freeze_windows (group_id, starts_at, ends_at, created_by) values (%s, now(),
  now() + interval '9 hours', 'x')$$, (select g.id from cutover.table_groups g where g.name = 'freeze one')),
  '23514', null, 'the table itself refuses it, too');

select * from finish();
rollback;
