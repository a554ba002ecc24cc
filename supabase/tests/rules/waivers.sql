-- An approver accepts what a rule finds, for one table and for a time; the gate says so. What protects from loss or exposure cannot be accepted.
\ir setup.inc
select plan(20);
insert into cutover.operators (subject, role, granted_by) values ('olga', 'operator', 'test'), ('anton', 'approver', 'test');
create function pg_temp.waive(p_arguments jsonb default '{}') returns text language sql as $$
  select coalesce(a #>> '{error,code}', 'ok') from cutover.command('waive_rule',
    jsonb_build_object('table', 'item', 'rule', 'foreign_keys_as_legacy', 'reason', 'ticket 7', 'expires_at', now() + interval '1 day') || p_arguments) a
$$;
alter table new.item drop constraint item_owner_id_fkey;
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'false', 'a rule fails');
set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select is(pg_temp.waive(), 'CT103', 'an operator cannot accept it');
set local request.jwt.claims = '{"sub": "anton", "role": "authenticated"}';
select is(pg_temp.waive('{"rule": "tenant_isolation"}'), 'CT231', 'exposure cannot be accepted');
select is(pg_temp.waive('{"rule": "drift_percent"}'), 'CT231', 'nor can loss');
select is(pg_temp.waive('{"rule": "freeze_window_active"}'), 'CT231', 'nor what is for emergencies');
select is(pg_temp.waive('{"rule": "slow_reads"}'), 'CT231', 'nor what is judged after the switch');
select is(pg_temp.waive('{"rule": "nothing"}'), 'CT001', 'a rule nobody knows');
select is(pg_temp.waive('{"expires_at": "2020-01-01T00:00:00Z"}'), 'CT001', 'in the past');
select is(pg_temp.waive(jsonb_build_object('expires_at', now() + interval '31 days')), 'CT001', 'for ever');
select is(pg_temp.waive('{"reason": " "}'), 'CT001', 'without a reason');
select is(pg_temp.waive(), 'ok', 'an approver can');
reset role;
set local request.jwt.claims = '';
select cutover.prepare_cutover('shop') as answer \gset
select is(:'answer'::jsonb #>> '{result,ready}', 'true', 'the group is ready');
select is((select jsonb_agg(jsonb_build_array(g -> 'table', g -> 'verdict', g -> 'value', g #> '{evidence,waiver,waived_by}', g #> '{evidence,waiver,reason}'))
  from jsonb_array_elements(:'answer'::jsonb #> '{result,gates}') g where g ->> 'rule' = 'foreign_keys_as_legacy' and g ->> 'verdict' <> 'passed'),
  '[["item", "waived", 1, "anton", "ticket 7"]]', 'the verdict says by whom and why');
select is(pg_temp.found('foreign_keys_as_legacy', 'shop'), 'item waived 1: item_owner_id_fkey: FOREIGN KEY (owner_id) REFERENCES old.owner(id)', 'what was found is shown all the same');
update cutover.rule_waivers set expires_at = clock_timestamp();
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'false', 'expired, it counts again');
select is(pg_temp.waive(), 'ok', 'renewed');
select is(cutover.end_waiver('item', 'foreign_keys_as_legacy', 'mended') ->> 'ok', 'true', 'and ended');
select is(cutover.end_waiver('item', 'foreign_keys_as_legacy', 'mended') #>> '{error,code}', 'CT012', 'once');
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'false', 'it counts again');
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log
  where action in ('waiver.grant', 'waiver.end') and outcome = 'done' and recorded_at >= now()), 3::bigint, 'audited');
select * from finish();
rollback;
