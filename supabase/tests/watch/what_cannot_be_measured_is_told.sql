-- A rule that cannot be measured takes no group back: people are told, if it lasts; what can be seen all the same counts.
\ir setup.inc
select plan(14);
update cutover.alert_kinds set quiet_seconds = 0 where id in ('watch_blind', 'failing_reads');
update cutover.settings set value = '0' where key = 'security_probe_seconds';
select is(pg_temp.look(), null, 'nothing is wrong');
-- The probe of the tenants meets a column that somebody has dropped.
alter table new.owner add column tenant_id text;
update new.owner set tenant_id = 'a';
alter table new.owner enable row level security;
update cutover.cutover_tables set tenant_column = 'tenant_id' where name = 'owner';
savepoint sound;
alter table new.owner drop column tenant_id;
select is(pg_temp.look(), null, 'no run');
select is(pg_temp.verdict('rollback_security'), 'unknown', 'because nothing is known');
select is((pg_temp.look(), pg_temp.alert('watch_blind:shop'))::text, '(,)', 'a second time');
select is(pg_temp.look(), null, 'a third');
select is(pg_temp.alert('watch_blind:shop'), 'critical', 'is told');
select matches((select a.detail #>> '{errors,owner rollback_security}' from cutover.alerts a where a.key = 'watch_blind:shop'), '^42703: ', 'with rule and error');
alter table new.owner add column tenant_id text;
select is((pg_temp.look(), pg_temp.alert('watch_blind:shop'))::text, '(,"critical resolved")', 'mended: it is over');
alter table new.owner drop column tenant_id;
grant truncate on new.owner to authenticated;
select isnt(pg_temp.look(), null, 'what the catalogs tell takes the group back, probe or no probe');
rollback to sound;
-- An application that is down reports nothing.
select pg_temp.report(-4, 10, 3);
select is((pg_temp.look(), pg_temp.alert('failing_reads:owner'))::text, '(,critical)', 'three of a hundred fail');
update cutover.service_metrics set minute = minute - interval '15 minutes';
select is((pg_temp.look(), pg_temp.verdict('failing_reads'), pg_temp.alert('failing_reads:owner'))::text, '(,unknown,critical)', 'no report is no good news');
select pg_temp.report(-4, 10);
select is((pg_temp.look(), pg_temp.alert('failing_reads:owner'))::text, '(,"critical resolved")', 'a good one is');
-- The clock was put back by a day.
update cutover_private.security_watches set probed_at = clock_timestamp() + interval '1 day';
update cutover_private.watches set completion_due_at = clock_timestamp() + interval '1 day';
select is(pg_temp.look(), null, 'a look');
select is((select max(s.probed_at) < clock_timestamp() from cutover_private.security_watches s)
  and (select w.completion_due_at < clock_timestamp() + interval '2 minutes' from cutover_private.watches w), true, 'waits for no time that is not to come');
select * from finish();
rollback;
