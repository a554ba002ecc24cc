-- An admin may move a rule's threshold for one table, with a reason; not for others, not beyond what makes sense.
\ir setup.inc
select plan(24);
insert into cutover.operators (subject, role, granted_by) values ('olga', 'operator', 'test'), ('ada', 'admin', 'test');
select pg_temp.plant($$update new.owner set total = 1 where id = 1$$);
select pg_temp.reconcile();
select is(pg_temp.gate('drift_percent', 'owner'), 'failed 50', 'half the rows differ');
-- A wider catalogue, so that there is room below it.
update cutover.rules set threshold = 70 where id = 'drift_percent';
set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select is(cutover.set_threshold('owner', 'drift_percent', 60, 'a try') #>> '{error,code}', 'CT103', 'an operator moves no threshold');
set local request.jwt.claims = '{"sub": "ada", "role": "authenticated"}';
select is(cutover.set_threshold('owner', 'drift_percent', 50, 'totals are watched') #> '{result,threshold}', '50', 'an admin does');
reset role;
set local request.jwt.claims = '';
select is(pg_temp.gate('drift_percent', 'owner'), 'failed 50', 'less than 50 is not 50');
select is((select threshold from cutover.cutover_checklists where (table_id, rule_id) = (:owner, 'drift_percent')), 50::numeric, 'by which threshold is shown');
select is((select (threshold, reason, set_by)::text from cutover.rule_overrides), '(50,"totals are watched",ada)', 'who and why is kept');
select pg_temp.plant($$update new.item set note = 'x'$$);
select pg_temp.reconcile();
select is(pg_temp.gate('drift_percent', 'item'), 'failed 100', 'the other table fails');
select is((select threshold from cutover.cutover_checklists where (table_id, rule_id) = (:item, 'drift_percent')), 70::numeric, 'by its own threshold');
select is(cutover.set_threshold('owner', 'drift_percent', 60, 'less strict') ->> 'ok', 'true', 'set again');
select is(pg_temp.gate('drift_percent', 'owner'), 'passed 50', 'it passes now');
create function pg_temp.try(p_arguments jsonb) returns text language sql as $$
  select cutover.command('set_threshold', '{"table": "owner", "rule": "drift_percent", "threshold": 1, "reason": "test"}' || p_arguments) #>> '{error,code}'
$$;
select is(pg_temp.try('{"threshold": -1}'), 'CT001', 'below zero');
select is(pg_temp.try('{"threshold": 101}'), 'CT001', 'more than all');
select is(pg_temp.try('{"threshold": "1"}'), 'CT001', 'a text');
select is(pg_temp.try('{"threshold": null}'), 'CT001', 'nothing');
select is(pg_temp.try('{"rule": "backup_verified"}'), 'CT001', 'an attestation');
select is(pg_temp.try('{"rule": "freeze_window_active", "threshold": 0}'), 'CT001', 'a yes or no, which would turn around');
select is(pg_temp.try('{"rule": "orphans", "threshold": 5}'), 'CT001', 'a rule that allows none at all');
select is(pg_temp.try('{"reason": ""}'), 'CT001', 'no reason');
select is(pg_temp.try('{"table": "nowhere"}'), 'CT002', 'a table nobody knows');
select is(pg_temp.try('{"threshold": 71}'), 'CT240', 'wider than the catalogue has it, where nobody may pass over');
select is(pg_temp.try('{"rule": "reconciliation_fresh", "threshold": 86401}'), 'CT240', 'nor older');
select is((select threshold from cutover.rule_overrides), 60::numeric, 'none of these changed anything');
select is(pg_temp.try('{"rule": "backlog_seconds", "threshold": 60}'), null, 'what two people may pass over has room');
select is(pg_temp.try('{"rule": "rollback_drift", "threshold": 2}'), null, 'as has what only alerts or goes back');
select * from finish();
rollback;
