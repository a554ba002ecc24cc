-- Attested rules pass by an operator's word, with evidence, until it expires.
\ir setup.inc
select plan(21);
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test'), ('olga', 'operator', 'test');
delete from cutover.cutover_checklists;
select is(pg_temp.gate('backup_verified'), 'failed unknown', 'nobody has said so');
set local role authenticated;
set local request.jwt.claims = '{"sub": "stranger", "role": "authenticated"}';
select is(cutover.attest('shop', 'backup_verified', 'trust me') #>> '{error,code}', 'CT102', 'a stranger''s word counts for nothing');
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(cutover.attest('shop', 'backup_verified', 'trust me') #>> '{error,code}', 'CT103', 'nor a viewer''s');
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select is(cutover.attest('shop', 'drift_percent', 'looks good') #>> '{error,code}', 'CT001', 'what is measured cannot be attested');
select is(cutover.attest('shop', 'drift_percent', 'looks good') #>> '{error,hint}', 'Use one of: backup_verified, rollback_plan_ready, runbook_ready, service_healthy, team_notified', 'the hint names what can');
select is(cutover.attest('shop', 'everything_fine', 'yes') #>> '{error,code}', 'CT001', 'a rule nobody knows');
select is(cutover.attest('shop', 'backup_verified', ' ') #>> '{error,code}', 'CT001', 'no evidence');
select is(cutover.attest('shop', 'backup_verified', 'ticket 7', now() - interval '1 hour') #>> '{error,code}', 'CT001', 'expired before it begins');
select is(cutover.attest('shop', 'backup_verified', 'ticket 7', now() + interval '8 days') #>> '{error,code}', 'CT001', 'valid for longer than the rule allows');
select is(cutover.attest('shop', 'backup_verified', 'ticket 7', 'infinity') #>> '{error,code}', 'CT001', 'or for ever');
select is(cutover.attest('nowhere', 'backup_verified', 'ticket 7') #>> '{error,code}', 'CT004', 'a group nobody knows');
select is(cutover.attest('shop', 'backup_verified', 'ticket 7', now() + interval '1 day') ->> 'ok', 'true', 'an operator''s word');
reset role;
set local request.jwt.claims = '';
select is(pg_temp.gate('backup_verified') || ', ' || pg_temp.gate('backup_verified', 'owner'), 'passed 1, passed 1', 'counts for every table of the group');
select is((select (attested_by, evidence ->> 'evidence', expires_at = now() + interval '1 day')::text
  from cutover.cutover_checklists where (table_id, rule_id) = (:item, 'backup_verified')),
  '(olga,"ticket 7",t)', 'who, why, until when');
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where recorded_at >= now() and action = 'attest' and outcome = 'done' and actor = 'olga'), 1::bigint, 'audited');
update cutover.cutover_checklists set expires_at = clock_timestamp() where rule_id = 'backup_verified';
select is(pg_temp.gate('backup_verified'), 'stale 1', 'expired');
select is((select attested_by from cutover.cutover_checklists where (table_id, rule_id) = (:item, 'backup_verified')), 'olga', 'it is still known whose word it was');
select is(cutover.attest('shop', 'backup_verified', 'ticket 8') ->> 'ok', 'true', 'renewed');
select is(pg_temp.gate('backup_verified'), 'passed 1', 'it passes again');
select ok(expires_at between clock_timestamp() + interval '7 days' - interval '1 minute' and clock_timestamp() + interval '7 days', 'for as long as the rule allows')
from cutover.cutover_checklists where (table_id, rule_id) = (:item, 'backup_verified');
select is((select count(*) from cutover.rules r where r.kind = 'attested' and (r.comparator, r.threshold, r.severity) <> ('=', 1, 'blocking')), 0::bigint, 'all attestations are needed');
select * from finish();
rollback;
