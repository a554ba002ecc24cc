-- A condition is one alert: counted once a transaction, escalated when it grows worse, resolved when it has been gone for a while. An event is kept once.
begin;
set local search_path = extensions, public;
select plan(24);
create function pg_temp.says(p_level text, p_key text default 'backlog:a') returns bigint language sql as $$
  select cutover_private.raise_alert(p_key, 'backlog', p_level, 'Changes of a wait', '{"entries": 7}')
$$;
create function pg_temp.later(p_key text default 'backlog:a') returns void language sql as $$
  update cutover.alerts set last_seen_at = last_seen_at - interval '2 minutes', gone_since = gone_since - interval '2 minutes' where key = p_key
$$;
select pg_temp.says('warning') as first \gset
select results_eq('select level, occurrences, title from cutover.open_alerts where id = ' || :first, $$values ('warning', 1, 'Changes of a wait')$$, 'raised');
select is(pg_temp.says('warning'), :first::bigint, 'seen again it is the same');
select is((select occurrences from cutover.alerts where id = :first), 1, 'in one transaction it counts once');
select pg_temp.later();
select is(pg_temp.says('warning'), :first::bigint, 'in the next');
select is((select occurrences from cutover.alerts where id = :first), 2, 'it counts again');
select isnt(pg_temp.says('warning', 'backlog:b'), :first::bigint, 'another key is another alert');
select is(cutover.acknowledge_alert(:first, 'on it') ->> 'ok', 'true', 'acknowledged');
select pg_temp.says('warning') as ok \gset
select is((select acknowledged_by || ': ' || acknowledgement from cutover.alerts where id = :first), 'database:postgres: on it', 'which holds while it stays as it is');
select is((select escalated_at from cutover.alerts where id = :first), null, 'it did not escalate');
select pg_temp.says('critical') as ok \gset
select results_eq('select level, escalated_at is not null, acknowledged_by, acknowledged_at, acknowledgement from cutover.alerts where id = ' || :first,
  $$values ('critical', true, null::text, null::timestamptz, null::text)$$, 'worse: escalated, and nobody has acknowledged that');
select pg_temp.says('warning') as ok \gset
select is((select level from cutover.alerts where id = :first), 'critical', 'an open alert does not calm down');
select cutover_private.resolve_alert('backlog:a', 'level');
select is((select resolved_at from cutover.alerts where id = :first), null, 'gone for a moment is not gone');
select pg_temp.later();
select pg_temp.says('warning') as ok \gset
select cutover_private.resolve_alert('backlog:a', 'level');
select is((select resolved_at from cutover.alerts where id = :first), null, 'it came back: the time begins anew');
select pg_temp.later();
select cutover_private.resolve_alert('backlog:a', 'level');
select is((select resolution from cutover.alerts where id = :first), 'level', 'gone for long enough it is resolved');
select is_empty('select from cutover.open_alerts where id = ' || :first, 'and listed no more');
select isnt(pg_temp.says('warning'), :first::bigint, 'after that it is a new alert');
select lives_ok($$select cutover_private.resolve_alert('backlog:nothing', 'level')$$, 'there is nothing to resolve');
-- Events.
select cutover_private.raise_alert('run:1:switched', 'group_switched', null, null, null) as event \gset
select is(cutover_private.raise_alert('run:1:switched', 'group_switched', null, 'again', null), :event::bigint, 'an event happens once');
select results_eq('select level, title, occurrences, resolved_at is not null from cutover.alerts where id = ' || :event,
  $$values ('info', 'A group has been switched to Supabase', 1, true)$$, 'and is over at once');
-- Until somebody has seen it.
select cutover_private.raise_alert('security:a', 'security_violation', null, 'x', null) as violation \gset
select is((select cutover.acknowledge_alert(:violation) #>> '{result,open}'), 'false', 'what cannot go away by itself ends when it is acknowledged');
select is(cutover.acknowledge_alert(:violation) #>> '{error,code}', 'CT225', 'once');
select is(cutover.acknowledge_alert(0) #>> '{error,code}', 'CT001', 'no number');
select throws_ok($$select cutover_private.raise_alert('a', 'no_such_kind', null, 'x', null)$$, 'CT901', null, 'a kind that nobody knows');
select cutover_private.raise_alert('disk', 'disk', null, null, jsonb_build_object('x', repeat('y', 9000))) as disk \gset
select is((select detail::text from cutover.alerts where id = :disk), '{"left_out": "longer than 8,000 characters"}', 'a long detail is left out');
select * from finish();
rollback;
