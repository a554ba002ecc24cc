-- An application's report counts once, whoever sends it twice; one that cannot be true is refused, and so is anybody below an operator.
\ir ../pipeline/setup.inc
select plan(21);
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test'), ('key:shop', 'operator', 'test');
grant usage on schema cutover to service_role;
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(cutover.record_service_metrics('owner', 10, 0, 5) #>> '{error,code}', 'CT103', 'a viewer reports nothing');
reset role;
set local role service_role;
set local request.jwt.claims = '{"role": "service_role", "key_name": "shop"}';
select is(cutover.record_service_metrics('owner', 10, 1, 5.25) #>> '{result,reporter}', 'key:shop', 'a secret key that is an operator does');
select is(cutover.record_service_metrics('owner', 20, 2, 7) ->> 'ok', 'true', 'its second report of the minute');
select is(cutover.record_service_metrics('owner', 60, 0, 3, p_reporter => 'web-2') ->> 'ok', 'true', 'another instance');
select is(cutover.record_service_metrics('owner', -1, 0, 5) #>> '{error,code}', 'CT001', 'fewer than no requests');
select is(cutover.record_service_metrics('owner', 10, 11, 5) #>> '{error,code}', 'CT001', 'more errors than requests');
select is(cutover.record_service_metrics('owner', 10, 0) #>> '{error,code}', 'CT001', 'requests without a latency');
select is(cutover.record_service_metrics('owner', 10, 0, -1) #>> '{error,code}', 'CT001', 'a latency below zero');
select is(cutover.command('record_service_metrics', '{"table": "owner", "requests": 1e300, "errors": 0, "p95_ms": 5}') #>> '{error,code}', 'CT001', 'a number beyond all bounds');
select is(cutover.command('record_service_metrics', '{"table": "owner", "requests": "10", "errors": 0, "p95_ms": 5}') #>> '{error,code}', 'CT001', 'a text for a number');
select is(cutover.record_service_metrics('owner', 10, 0, 5, now() - interval '2 hours') #>> '{error,code}', 'CT001', 'a minute long ago');
select is(cutover.record_service_metrics('owner', 10, 0, 5, now() + interval '5 minutes') #>> '{error,code}', 'CT001', 'or to come');
select is(cutover.record_service_metrics('nowhere', 10, 0, 5) #>> '{error,code}', 'CT002', 'a table that nobody registered');
select is(cutover.command('record_service_metrics', jsonb_build_object('table', 'item', 'requests', 5, 'errors', 0, 'p95_ms', 5), 'once') ->> 'ok', 'true', 'a request with a key')
union all select is(cutover.command('record_service_metrics', jsonb_build_object('table', 'item', 'requests', 5, 'errors', 0, 'p95_ms', 5), 'once') ->> 'replayed', 'true', 'is replayed');
reset role;
set local request.jwt.claims = '';
insert into cutover.operators (subject, role, granted_by) values ('key:other', 'operator', 'test');
set local role service_role;
set local request.jwt.claims = '{"role": "service_role", "key_name": "other"}';
select is(cutover.record_service_metrics('owner', 1000, 0, 1, p_reporter => 'web-2') #>> '{error,code}', 'CT241', 'the report of another is not taken away');
select is(cutover.record_service_metrics('owner', 0, 0, p_reporter => 'web-3') ->> 'ok', 'true', 'a name of its own is');
reset role;
set local request.jwt.claims = '';
insert into cutover.service_metrics (table_id, minute, reporter, requests, errors, recorded_by)
select m.table_id, m.minute, 'flood ' || i, 0, 0, 'test' from cutover.service_metrics m, generate_series(1, 997) i where m.reporter = 'web-3';
select is(cutover.record_service_metrics('owner', 0, 0, p_reporter => 'one more') #>> '{error,code}', 'CT242', 'a thousand instances are enough');
select is(cutover.record_service_metrics('owner', 0, 0, p_reporter => 'flood 7') #>> '{error,code}', 'CT241', 'and none is another');
delete from cutover.service_metrics where reporter ~ '^flood|web-3';
select results_eq($$select m.requests, m.errors, m.p95_ms from cutover_private.service_minutes((select id from cutover.cutover_tables where name = 'owner'), now() - interval '1 hour', now() + interval '1 minute') m$$,
  $$values (80::bigint, 2::bigint, 4::numeric)$$, 'the last report of each instance, weighed by requests');
update cutover.service_metrics set minute = minute - interval '91 days' where reporter = 'web-2';
select cutover_private.clean_up();
select results_eq('select distinct reporter from cutover.service_metrics', array['key:shop'], 'after 90 days it is forgotten');
select * from finish();
rollback;
