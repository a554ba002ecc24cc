-- Two windows of a group never overlap.
begin;
set local search_path = extensions, public;
select plan(7);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';

create function pg_temp.plan(p_group text, p_from interval) returns text language sql as $$
  select coalesce(r #>> '{error,code}', 'fine') from cutover.schedule_freeze_window(p_group, now() + p_from, now() + p_from + interval '2 hours') r
$$;
select is(pg_temp.plan('freeze one', '4 hours'), 'fine', 'the first');
select is(pg_temp.plan('freeze one', '5 hours'), 'CT207', 'one that begins in it');
select is(pg_temp.plan('freeze one', '3 hours'), 'CT207', 'one that ends in it');
select is(pg_temp.plan('freeze one', '6 hours'), 'fine', 'one right behind it');
select is(pg_temp.plan('freeze two', '5 hours'), 'fine', 'one of another group');
select cutover.cancel_freeze_window(w.id) -> 'ok' as cancelled from cutover.freeze_windows w
 where w.group_id = (select g.id from cutover.table_groups g where g.name = 'freeze one') and w.starts_at = now() + interval '4 hours' \gset
select is(pg_temp.plan('freeze one', '4 hours'), 'fine', 'a cancelled one is not in the way');
select throws_ok(format($$insert into cutover.freeze_windows (group_id, starts_at, ends_at, created_by) values (%s, now() + interval '5 hours',
  now() + interval '7 hours', 'x')$$, (select g.id from cutover.table_groups g where g.name = 'freeze one')),
  '23P01', null, 'the table itself refuses it, too');

select * from finish();
rollback;
