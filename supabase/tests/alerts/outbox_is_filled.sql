-- Whoever wants an alert gets a message in the same transaction, with an id of its own and the head of the audit log.
begin;
set local search_path = extensions, public;
select plan(25);
delete from cutover.notification_targets;
insert into cutover.legacy_sources (name, kind, created_by) values ('outbox_test', 'local', 'test');
insert into cutover.table_groups (name, source_id, created_by) select n, s.id, 'test' from cutover.legacy_sources s, unnest(array['Weird "group', 'other']) n
  where s.name = 'outbox_test';
select (cutover_private.find_group('Weird "group')).id as shop, (cutover_private.find_group('other')).id as other \gset
select vault.create_secret('whsec_' || encode(sha256('a'), 'base64'), 'cutover_notify_test') as secret \gset
select cutover.set_setting('notification_hosts', '["hooks.slack.com", "example.com"]') ->> 'ok' as ok \gset
select is(cutover.set_notification_target('ops', 'webhook', 'https://example.com/x', 'cutover_notify_test') ->> 'ok', 'true', 'a webhook');
select is(cutover.set_notification_target('pager', 'slack', p_environment_secret => 'CUTOVER_NOTIFY_SLACK', p_minimum_level => 'critical') ->> 'ok', 'true', 'Slack');
select is(cutover.set_notification_target('all', 'slack', p_environment_secret => 'CUTOVER_NOTIFY_SLACK', p_minimum_level => 'info',
  p_groups => array['Weird "group']) ->> 'ok', 'true', 'of a group');
create function pg_temp.sent() returns text language sql as $$
  select string_agg(t.name || ' ' || n.event || ' ' || (n.payload ->> 'level'), ', ' order by t.name, n.created_at)
  from cutover.notifications n join cutover.notification_targets t on t.id = n.target_id
$$;
select cutover_private.raise_alert('event:1', 'window_opened', null, null, null, null, :other) as a \gset
select is(pg_temp.sent(), null, 'an event of another group, below what the others want');
select cutover_private.raise_alert('event:2', 'window_opened', null, null, null, null, :shop) as a \gset
select is(pg_temp.sent(), 'all raised info', 'of the group');
select cutover_private.raise_alert('backlog:1', 'backlog', 'warning', 'x', '{"entries": 1}', null, :other) as backlog \gset
select is(pg_temp.sent(), 'all raised info, ops raised warning', 'a warning');
select cutover_private.raise_alert('backlog:1', 'backlog', 'warning', 'x', '{"entries": 2}', null, :other) as a \gset
select is(pg_temp.sent(), 'all raised info, ops raised warning', 'seen again: nobody is told');
select cutover_private.raise_alert('backlog:1', 'backlog', 'critical', 'x', '{"entries": 3}', null, :other) as a \gset
select is(pg_temp.sent(), 'all raised info, ops raised warning, ops escalated critical, pager escalated critical', 'worse: they are, and whoever wants only that');
select cutover_private.end_alert(:backlog, 'gone'), cutover_private.end_alert(:backlog, 'gone');
select is(pg_temp.sent(), 'all raised info, ops raised warning, ops escalated critical, ops resolved critical, pager escalated critical, pager resolved critical', 'resolved, once');
delete from cutover.notifications;
select cutover_private.raise_alert('disk', 'disk', 'critical', 'full', null) as disk \gset
select is(pg_temp.sent(), 'all raised critical, ops raised critical, pager raised critical', 'what concerns no group concerns everybody');
update cutover.alerts set raised_at = raised_at - interval '31 minutes' where id = :disk;
create or replace function cutover_private.watch_disk() returns setof cutover_private.condition language sql as $$
  select 'disk', 'critical', 'full', '{}'::jsonb, null::bigint, null::bigint, null::uuid
$$;
select cutover_private.watch_conditions();
select matches(pg_temp.sent(), 'pager raised critical, pager repeated critical', 'a reminder');
-- What is in it.
select is((select count(distinct event_id) = count(*) and bool_and(payload ->> 'event_id' = event_id::text) from cutover.notifications), true, 'each has an id of its own, inside as well');
select is((select payload #>> '{alert,key}' || ' ' || (payload ->> 'environment') || ' ' || (payload #>> '{alert,remedy}' <> '') from cutover.notifications
  where event = 'raised' limit 1),
  'disk ' || (cutover_private.setting('environment') #>> '{}') || ' true', 'what it is about');
select is((select count(*) from cutover.notifications n where not exists (
  select from cutover.audit_anchors a where a.origin::text = n.payload #>> '{audit,origin}' and a.seq::text = n.payload #>> '{audit,seq}'
  and a.hash = n.payload #>> '{audit,hash}' and a.sent_to like 'alert % to %ops%')),
  0::bigint, 'the head of the audit log, which is remembered');
-- Targets are checked.
create function pg_temp.target(p_kind text, p_url text, p_vault text, p_environment text default null, p_level text default null,
  p_groups text[] default null) returns text language sql as $$
  select coalesce(a #>> '{error,code}', 'ok') from cutover.set_notification_target('t', p_kind, p_url, p_vault, p_environment, p_level, p_groups) a
$$;
select is(pg_temp.target('fax', 'https://example.com/', 'cutover_notify_test'), 'CT001', 'no kind');
select is(pg_temp.target('slack', 'https://hooks.slack.com/secret', 'cutover_notify_test'), 'CT001', 'the address of a Slack webhook is not given in the clear');
select is(pg_temp.target('webhook', 'https://example.com/', 'cutover_notify_test', 'CUTOVER_NOTIFY_X'), 'CT001', 'two secrets');
select is(pg_temp.target('webhook', 'https://example.com/', 'shop_password') || pg_temp.target('webhook', 'https://example.com/', null, 'SUPABASE_SECRET_KEYS'), 'CT001CT001', 'other secrets are not taken');
select is(pg_temp.target('webhook', 'https://example.com/', 'cutover_notify_nothing'), 'CT012', 'a secret that is not there');
select is(pg_temp.target('webhook', 'https://example.com/', 'cutover_notify_test', null, 'loud'), 'CT001', 'no level');
select is(pg_temp.target('webhook', 'https://example.com/', 'cutover_notify_test', null, null, array['nowhere']), 'CT004', 'no group');
select is_empty($$select u from unnest(array['http://example.com/', 'https://elsewhere.example/', 'https://user:pw@example.com/', 'https://example.com:8443/', 'https://example.com/#x', 'ftp://example.com/', 'https://EXAMPLE.com/',
  'https://example.com.evil.example/', 'https://example.com\@evil.example/', 'https://example.com@evil.example/', 'https://[::1]/', 'https://127.0.0.1/',
  'https://2130706433/', 'https://example.com/ x', E'https://example.com/\nx', 'https://', 'example.com']) u
  where pg_temp.target('webhook', u, 'cutover_notify_test') <> 'CT020'$$, 'addresses that are not allowed');
select is(pg_temp.target('webhook', 'https://example.com:443/a?b=c', 'cutover_notify_test'), 'ok', 'one that is');
select cutover.remove_notification_target('ops') as removed \gset
select is(:'removed'::jsonb #>> '{result,not_delivered}', '2', 'removed, with what was to be delivered');
select is(cutover.remove_notification_target('ops') #>> '{error,code}', 'CT012', 'once');
select * from finish();
rollback;
