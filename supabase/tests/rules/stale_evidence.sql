-- Evidence ages: what is too old is no longer good enough, and says so apart from what failed.
\ir setup.inc
select plan(18);
create function pg_temp.verdicts() returns setof text language sql as $$
  select distinct g ->> 'rule' || ' ' || (g ->> 'verdict')
  from jsonb_array_elements(cutover_private.evaluate_gates((cutover_private.find_group('shop')).id, false)) g where g ->> 'verdict' not in ('passed', 'warning')
$$;
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'true', 'ready');
select is_empty('select pg_temp.verdicts()', 'no gate fails');
update cutover.reconciliation_jobs set finished_at = clock_timestamp() - interval '31 minutes';
select set_eq('select pg_temp.verdicts()', array['drift_percent stale', 'row_counts stale'], 'a comparison older than half an hour');
select is((cutover.execute_cutover('shop') -> 'error') - 'details' - 'message', '{"code": "CT209", "name": "evidence_stale", "hint": "Reconcile and prepare again, renew the attestations."}', 'refuses the cutover');
select matches(cutover.execute_cutover('shop') #>> '{error,details}', 'owner/drift_percent: 186\d s old', 'with the age');
select is((cutover.prepare_cutover('shop') -> 'result') - 'gates' - 'checklist', '{"group": "shop", "ready": false, "reconciling": true}', 'prepare starts a new comparison');
select is((select state from cutover.cutover_tables where id = :owner), 'pending', 'and the group is ready no more');
select pg_temp.reconcile();
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'true', 'until that has ended');

-- What is expensive is measured once and kept for its time; what is cheap, at every look.
select pg_temp.plant($$alter table old.item add constraint tight check (length(note) > 50) not valid$$);
select is_empty('select pg_temp.verdicts()', 'the rehearsal on legacy is not repeated within its time');
update cutover.cutover_checklists set measured_at = clock_timestamp() - interval '31 minutes' where rule_id = 'way_back';
select set_eq('select pg_temp.verdicts()', array['way_back failed'], 'after that it is');
update cutover.cutover_checklists set measured_at = clock_timestamp() + interval '1 hour' where rule_id = 'way_back';
select set_eq('select pg_temp.verdicts()', array['way_back failed'], 'and when the clock was put back');
update cutover.cutover_checklists set measured_at = clock_timestamp() + interval '1 hour', evaluated_at = clock_timestamp() + interval '1 hour' where rule_id = 'way_back';
select count(*) as looked from pg_temp.verdicts() \gset
select is((select count(*) from cutover.cutover_checklists where rule_id = 'way_back' and measured_at > clock_timestamp()), 0::bigint, 'once, not at every look until it catches up');
savepoint sound;
update cutover.cutover_checklists set measured_at = clock_timestamp() + interval '1 hour' where rule_id = 'backup_verified';
select set_eq($$select g ->> 'verdict' from jsonb_array_elements(cutover.command('read_checklist', '{"group": "shop"}') #> '{result,gates}') g where g ->> 'rule' = 'backup_verified'$$,
  array['stale'], 'the checklist says it before it is judged again');
select is((select count(*) from pg_temp.verdicts() v where v = 'backup_verified stale'), 1::bigint, 'an attestation from the time to come');
update cutover.reconciliation_jobs set finished_at = clock_timestamp() + interval '1 hour';
select is((select count(*) from pg_temp.verdicts() v where v in ('drift_percent stale', 'row_counts stale')), 2::bigint, 'and a comparison');
rollback to sound;
update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = :shop;
select set_eq('select pg_temp.verdicts()', array['way_back failed', 'freeze_window_active failed'], 'the window is looked at each time');
select throws_ok(format('select cutover_private.require_gates(cutover_private.evaluate_gates(%s, false))', :shop), 'CT206', 'Not every gate is passed.', 'what failed comes before what is old');
update cutover.cutover_checklists set expires_at = clock_timestamp() where rule_id = 'team_notified';
select is((select count(*) from pg_temp.verdicts() v where v = 'team_notified stale'), 1::bigint, 'attestations age, too');
select * from finish();
rollback;
