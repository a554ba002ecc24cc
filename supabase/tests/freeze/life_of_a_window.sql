-- Scheduled, active, completed; and nothing else.
begin;
set local search_path = extensions, public;
select plan(12);

insert into cutover.legacy_sources (name, kind, created_by) values ('freeze_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by)
  select n, s.id, 'test' from cutover.legacy_sources s cross join unnest(array['freeze one', 'freeze two']) n where s.name = 'freeze_test';
insert into cutover.operators (subject, role, granted_by) values
  ('olga', 'operator', 'test');
select cutover.schedule_freeze_window('freeze one', now() + interval '1 hour') as s \gset
select id as window from cutover.freeze_windows where status = 'scheduled' order by created_at desc limit 1 \gset
set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select is(cutover.complete_freeze_window(:'window') #>> '{error,code}', 'CT201', 'what is not active is not completed');
select is(cutover.activate_freeze_window(:'window') #>> '{result,status}', 'active', 'activated, before its time');
select cmp_ok((select w.starts_at from cutover.freeze_windows w where w.id = :'window'), '<=', clock_timestamp(), 'it starts now');
select is(cutover.activate_freeze_window(:'window') #>> '{error,code}', 'CT201', 'not twice');
select is(cutover.cancel_freeze_window(:'window') #>> '{error,code}', 'CT201', 'what is active is not cancelled');
select is(cutover.complete_freeze_window(:'window') #>> '{result,status}', 'completed', 'completed');
select is((select w.ended_by from cutover.freeze_windows w where w.id = :'window'), 'olga', 'by whom is kept');
select is(cutover.complete_freeze_window(:'window') #>> '{error,code}', 'CT201', 'not twice');
select is(cutover.activate_freeze_window(:'window') #>> '{error,code}', 'CT201', 'nor started again');
select is(cutover.activate_freeze_window(gen_random_uuid()) #>> '{error,code}', 'CT007', 'an unknown window');
reset role;
set local request.jwt.claims = '';
select throws_ok(format($$update cutover.freeze_windows set status = 'active', ended_at = null where id = %L$$,
  :'window'), 'CT201', null, 'the table itself refuses it, too');
set constraints all immediate;
select results_eq(format($$select action, outcome from cutover.cutover_audit_log where target = %L and outcome = 'done' order by seq$$, :'window'),
  $$values ('freeze.activate', 'done'), ('freeze.complete', 'done')$$, 'and audited');

select * from finish();
rollback;
