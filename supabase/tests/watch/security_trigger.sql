-- What protects a table and is gone after the switch takes the group back at once; what was wrong before it does not.
\ir setup.inc
select plan(18);
select is(pg_temp.look(), null, 'nothing is wrong');
select is(pg_temp.verdict('rollback_security') || ', ' || pg_temp.verdict('rollback_security', 'item'), 'holds 0, holds 0', 'no violation');
savepoint sound;
alter table old.owner disable trigger user;
select isnt(pg_temp.look(), null, 'guards switched off on legacy');
select is(pg_temp.verdict('rollback_security'), 'broken 2', 'of rows and of TRUNCATE');
select is(pg_temp.alert('security_violation:owner') || ', ' || pg_temp.alert('automatic_rollback:shop'), 'critical, critical', 'that is told');
rollback to sound;
select is(pg_temp.look(), null, 'repaired');
alter table cutover.cutover_audit_log disable trigger refuse_change;
select isnt(pg_temp.look(), null, 'the audit log open to changes');
select is(pg_temp.verdict('rollback_security'), 'broken 1', 'is one');
rollback to sound;
alter table cutover.cutover_audit_log disable trigger refuse_change;
update cutover_private.security_watches w set findings_at_flip = cutover_private.security_violations(t) from cutover.cutover_tables t where t.id = w.table_id;
select is(pg_temp.look(), null, 'it was like that at the flip');
grant truncate on new.owner to authenticated;
select matches(pg_temp.look()::text, '^[0-9a-f-]{36}$', 'a right that passes policies by');
select matches((select r.evidence #>> '{violations,0}' from cutover.watch_results r where r.rule_id = 'rollback_security' and r.table_id = :owner), '^api_grants authenticated_may: authenticated may TRUNCATE$', 'is named');
rollback to sound;
-- What is older than the last rows is read by a worker, once for all groups.
select count(cutover_private.audit('test.row', 'done')) as filled from generate_series(1, 60) \gset
set constraints all immediate;
select is(cutover_private.audit_turn(), true, 'a worker reads the whole chain');
select is(cutover_private.audit_turn(), false, 'once in a while');
alter table cutover.cutover_audit_log disable trigger refuse_change;
update cutover.cutover_audit_log set action = action || 'x' where seq = (select min(seq) from cutover.cutover_audit_log);
alter table cutover.cutover_audit_log enable always trigger refuse_change;
update cutover_private.audit_looks set looked_at = clock_timestamp() - interval '61 seconds', took = '4 seconds';
select is(cutover_private.audit_turn(), false, 'a long chain more rarely');
update cutover_private.audit_looks set looked_at = clock_timestamp() - interval '61 seconds', took = '2 seconds';
select is(cutover_private.audit_turn(), true, 'a minute later');
select isnt(pg_temp.look(), null, 'an old row was changed');
select matches(pg_temp.verdict('rollback_security') || (select r.evidence #>> '{violations,0}' from cutover.watch_results r where r.rule_id = 'rollback_security' and r.table_id = :owner),
  '^broken 1audit_chain audit_broken: Row \d+ was changed', 'is named');
delete from cutover_private.watches;
select cutover_private.audit_turn() as looked \gset
select is((select coalesce(looked_at::text, '') || coalesce(problem, '') from cutover_private.audit_looks), '', 'what was found says nothing about the next switch');
select * from finish();
rollback;
