-- What is due is claimed for a minute, tried less and less often, and given up in the end; success counts whoever reports it.
begin;
set local search_path = extensions, public;
select plan(24);
delete from cutover.notification_targets;
select vault.create_secret('whsec_secret', 'cutover_notify_test') as secret \gset
insert into cutover.notification_targets (name, kind, url, secret_source, secret_name, set_by) values ('ops', 'webhook', 'https://example.com/x', 'vault', 'cutover_notify_test', 'test'),
  ('other', 'webhook', 'https://example.com/x', 'vault', 'cutover_notify_test', 'test');
select cutover_private.raise_alert('disk', 'disk', 'critical', 'full', null) as disk \gset
select event_id as event from cutover.notifications n join cutover.notification_targets t on t.id = n.target_id where t.name = 'ops' \gset
select is(cutover.command('deliver_notifications', '{}') #> '{result,targets}', '["ops", "other"]', 'who has something to get');
select lease, attempt, secret, hosts, plain_http, payload::jsonb ->> 'event_id' as in_payload from cutover_private.claim_notifications('ops', 5) \gset
select is(:'attempt' || ' ' || :'secret' || ' ' || :'plain_http' || ' ' || :'in_payload', '1 whsec_secret f ' || :'event', 'claimed, with all that it takes');
select is(:'hosts'::jsonb, cutover_private.setting('notification_hosts'), 'and where it may go');
select is_empty($$select from cutover_private.claim_notifications('ops', 5)$$, 'nobody else gets it');
select is(cutover.command('deliver_notifications', '{}') #> '{result,targets}', '["other"]', 'nor is it due');
select is(cutover_private.finish_notification(:'event', gen_random_uuid(), 'x'), 'taken over', 'a failure of somebody else''s lease does not count');
select is(cutover_private.finish_notification(:'event', :'lease', 'HTTP 500'), 'tried again later', 'it failed');
select is((select last_error || ' ' || (next_attempt_at between clock_timestamp() + interval '4.9 seconds' and clock_timestamp() + interval '15 seconds')
  from cutover.notifications where event_id = :'event'), 'HTTP 500 true', 'it waits 5 to 15 seconds');
select is_empty($$select from cutover_private.claim_notifications('ops', 5)$$, 'until then nobody gets it');
update cutover.notifications set next_attempt_at = clock_timestamp(), attempts = 4 where event_id = :'event';
select lease from cutover_private.claim_notifications('ops', 5) \gset
select cutover_private.finish_notification(:'event', :'lease', 'HTTP 500') as ok \gset
select is((select next_attempt_at between clock_timestamp() + interval '79 seconds' and clock_timestamp() + interval '4 minutes' from cutover.notifications
  where event_id = :'event'), true, 'the fifth time 80 seconds to four minutes');
update cutover.notifications set next_attempt_at = clock_timestamp(), attempts = 13 where event_id = :'event';
select lease from cutover_private.claim_notifications('ops', 5) \gset
select cutover_private.finish_notification(:'event', :'lease', 'HTTP 500') as ok \gset
select is((select next_attempt_at between clock_timestamp() + interval '29 minutes' and clock_timestamp() + interval '90 minutes' from cutover.notifications
  where event_id = :'event'), true, 'never much longer than an hour');
update cutover.notifications set next_attempt_at = clock_timestamp() + interval '1 day', leased_until = clock_timestamp() + interval '1 day' where event_id = :'event';
select isnt_empty($$select from cutover_private.claim_notifications('ops', 5)$$, 'a clock that was put back by a day holds nothing up');
update cutover.notifications set leased_until = null where event_id = :'event';
-- The worker dies.
update cutover.notifications set next_attempt_at = clock_timestamp(), attempts = 1 where event_id = :'event';
select lease from cutover_private.claim_notifications('ops', 5) \gset
update cutover.notifications set leased_until = clock_timestamp() where event_id = :'event';
select lease as second from cutover_private.claim_notifications('ops', 5) \gset
select isnt(:'second'::uuid, :'lease'::uuid, 'after a minute another worker gets it');
select is(cutover_private.finish_notification(:'event', :'lease'), 'delivered', 'a late success counts');
select is(cutover_private.finish_notification(:'event', :'second', 'HTTP 409'), 'settled', 'what comes after it does not');
select is((select attempts || ' ' || (delivered_at is not null) from cutover.notifications where event_id = :'event'), '3 true', 'it is delivered');
-- Given up.
select event_id as event from cutover.notifications n join cutover.notification_targets t on t.id = n.target_id where t.name = 'other' \gset
update cutover.notifications set attempts = 14 where event_id = :'event';
select lease from cutover_private.claim_notifications('other', 5) \gset
select is(cutover_private.finish_notification(:'event', :'lease', 'refused'), 'given up', 'the fifteenth failure is the last');
select is((select dead_at is not null from cutover.notifications where event_id = :'event'), true, 'it is dead');
select is_empty($$select from cutover_private.claim_notifications('other', 5)$$, 'nobody tries any more');
set constraints all immediate;
select is((select target || ' ' || (detail ->> 'attempts') from cutover.cutover_audit_log where action = 'notification.give_up' and recorded_at >= now()), 'other 15', 'audited');
-- Who may.
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test'), ('olga', 'operator', 'test');
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(cutover.command('deliver_notifications', '{}') #>> '{error,code}', 'CT103', 'not a viewer');
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select throws_ok($$select * from cutover_private.claim_notifications('ops', 5)$$, '42501', null, 'nobody but the owner gets the secrets');
select throws_ok($$select cutover_private.vault_secret('cutover_notify_test')$$, '42501', null, 'in no way');
reset role;
set local request.jwt.claims = '';
delete from cutover.notifications;
select count(cutover_private.raise_alert('drift:' || i, 'drift', 'warning', null, null)) as storm from generate_series(1, 30) i \gset
select cutover_private.raise_alert('after', 'disk', 'critical', null, null) as ok \gset
select results_eq($$select c.payload::jsonb #>> '{alert,key}' from cutover_private.claim_notifications('ops', 1) c$$, array['after'], 'what is critical goes before what was there first');
select * from finish();
rollback;
