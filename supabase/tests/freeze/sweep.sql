-- Windows start and end by themselves.
begin;
set local search_path = extensions, public;
select plan(4);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';

insert into cutover.freeze_windows (group_id, status, starts_at, ends_at, activated_at, created_by) values
  ((select g.id from cutover.table_groups g where g.name = 'freeze one'), 'active', now() - interval '2 hours', now() - interval '1 hour',
  now() - interval '2 hours', 'test'),
  ((select g.id from cutover.table_groups g where g.name = 'freeze one'), 'scheduled', now() - interval '1 hour', now() + interval '1 hour', null, 'test'),
  ((select g.id from cutover.table_groups g where g.name = 'freeze one'), 'scheduled', now() + interval '1 hour', now() + interval '2 hours', null, 'test'),
  ((select g.id from cutover.table_groups g where g.name = 'freeze one'), 'scheduled', now() - interval '5 hours', now() - interval '4 hours', null, 'test');
select is(cutover_private.sweep_freeze_windows(g.id), '{"started": 1, "completed": 2}'::jsonb, 'one starts, two are over')
  from cutover.table_groups g where g.name = 'freeze one';
select results_eq($$select w.status, w.activated_at is not null, w.ended_at is not null from cutover.freeze_windows w
    where w.group_id = (select g.id from cutover.table_groups g where g.name = 'freeze one') order by w.starts_at$$,
  $$values ('completed', false, true), ('completed', true, true), ('active', true, false), ('scheduled', false, false)$$, 'each as it should be');
select is(cutover_private.sweep_freeze_windows(g.id), '{"started": 0, "completed": 0}'::jsonb,
  'a second time nothing is left to do')
  from cutover.table_groups g where g.name = 'freeze one';
set constraints all immediate;
select results_eq($$select l.action from cutover.cutover_audit_log l join cutover.freeze_windows w on w.id::text = l.target
  and w.group_id = (select g.id from cutover.table_groups g where g.name = 'freeze one') order by w.starts_at$$,
  $$values ('freeze.expire'), ('freeze.expire'), ('freeze.start')$$, 'and audited');

select * from finish();
rollback;
