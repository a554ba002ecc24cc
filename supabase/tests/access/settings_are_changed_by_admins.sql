-- A setting keeps its type, its bounds and its guard.
begin;
set local search_path = extensions, public;
select plan(9);

insert into cutover.operators (subject, role, granted_by) values
  ('anna', 'admin', 'test'),
  ('olga', 'operator', 'test');set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select is(cutover.set_setting('environment', '"staging"') #>> '{error,code}', 'CT103', 'not by operators');
set local role authenticated;
set local request.jwt.claims = '{"sub": "anna", "role": "authenticated"}';
select is(cutover.set_setting('environment', '"staging"') -> 'result', '{"key": "environment", "value": "staging",
  "previous_value": "development"}'::jsonb, 'by admins');
select is(cutover.set_setting('environment', '"moon"') #>> '{error,code}', 'CT001', 'not to what it does not take');
select is(cutover.set_setting('environment', '1') #>> '{error,code}', 'CT001', 'not to another type');
select is(cutover.set_setting('claims_trusted_roles', '"authenticator"') #>> '{error,code}', 'CT001', 'whichever it is');
select is(cutover.set_setting('environment', null) #>> '{error,code}', 'CT001', 'not to nothing');
select is(cutover.set_setting('installation', '"x"') #>> '{error,code}', 'CT201', 'not what identifies the installation');
select results_eq($$select s.key, s.value, cutover.set_setting(s.key, s.value) #>> '{error,code}'
    from (values ('security_probe_seconds', '-1'::jsonb), ('security_probe_seconds', '1e30'), ('security_probe_seconds', '3601'), ('watch_minimum_requests', '0'),
      ('watch_minimum_requests', '1.5'), ('watch_minimum_requests', '1e9'), ('watch_minimum_rows', '1e9'), ('finalize_soak_hours', '-100'),
      ('force_minutes', '1e9'), ('alert_repeat_minutes', '0'), ('notification_attempts', '0'), ('baseline_hours', '-1'), ('golden_latency_floor_ms', '1e9'),
      ('maximum_pause_seconds', '1e6'), ('backfill_chunk_ms', '-5')) as s (key, value)
    where cutover.set_setting(s.key, s.value) #>> '{error,code}' is distinct from 'CT001'$$,
  'select null::text, null::jsonb, null::text where false', 'not to a number that switches off what it tunes');
select is(cutover.set_setting('no_such_setting', '1') #>> '{error,code}', 'CT012', 'not what does not exist');

select * from finish();
rollback;
