-- Viewers list, operators acknowledge, strangers neither.
begin;
set local search_path = extensions, public;
select plan(11);
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test'), ('olga', 'operator', 'test');
insert into cutover.legacy_sources (name, kind, created_by) values ('alerts_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by) select 'Weird "group', id, 'test' from cutover.legacy_sources where name = 'alerts_test';
select (cutover_private.find_group('Weird "group')).id as shop \gset
update cutover.alerts set resolved_at = clock_timestamp(), resolution = 'test' where resolved_at is null;
select cutover_private.raise_alert('backlog:1', 'backlog', 'warning', 'one', null, null, :shop) as one,
  cutover_private.raise_alert('backlog:2', 'backlog', 'critical', 'two', null) as two,
  cutover_private.raise_alert('event:1', 'window_opened', null, 'three', null, null, :shop) as three \gset
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is((select array_agg(a ->> 'title' order by o) from jsonb_array_elements(cutover.list_alerts() #> '{result,alerts}') with ordinality l (a, o)),
  array['two', 'one'], 'open ones, the worst first');
select is((select array_agg(a ->> 'title' order by o) from jsonb_array_elements(cutover.list_alerts(false, null,
  'Weird "group') #> '{result,alerts}') with ordinality l (a, o)),
  array['three', 'one'], 'all of a group, the newest first');
select is(cutover.list_alerts(true, 'critical') #>> '{result,alerts,0,title}', 'two', 'by level');
select is(cutover.list_alerts(true, null, 'Weird "group') #>> '{result,alerts,0,group}', 'Weird "group', 'with its name');
select is(jsonb_array_length(cutover.list_alerts(p_limit => 1) #> '{result,alerts}'), 1, 'so many');
select is(cutover.list_alerts(true, 'odd') #>> '{error,code}', 'CT001', 'no level');
select is(cutover.list_alerts(true, null, 'nowhere') #>> '{error,code}', 'CT004', 'no group');
select results_eq('select title from cutover.open_alerts', array['two', 'one'], 'as a view');
select is(cutover.acknowledge_alert(:two) #>> '{error,code}', 'CT103', 'a viewer does not acknowledge');
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select is(cutover.acknowledge_alert(:two) #>> '{result,acknowledged_by}', 'olga', 'an operator does');
set local request.jwt.claims = '{"sub": "nobody", "role": "authenticated"}';
select is_empty('select from cutover.open_alerts', 'a stranger sees nothing');
select * from finish();
rollback;
