-- Whatever is missing, execute says so by code and starts nothing; the first thing that is wrong comes first.
\ir setup.inc
select plan(25);
create function pg_temp.try(p_arguments jsonb default '{}') returns text[] language sql as $$
  select array[a #>> '{error,code}', a #>> '{error,message}', a #>> '{error,hint}'] from cutover.command('execute', '{"group": "shop"}' || p_arguments) a
$$;
select pg_temp.state() as before \gset
select is((pg_temp.try('{"group": "nowhere"}'))[1], 'CT004', 'a group nobody knows');
select is((pg_temp.try('{"group": null}'))[1], 'CT001', 'no group');
select is((pg_temp.try('{"fallback_hours": 0}'))[1], 'CT001', 'no way back at all');
select is((pg_temp.try('{"fallback_hours": 721}'))[1], 'CT001', 'or too long');
select is((pg_temp.try('{"dry_run": "yes"}'))[1], 'CT001', 'a yes that is a text');
select is((pg_temp.try('{"force": true}'))[1], 'CT001', 'an argument nobody knows');
select cutover.set_feature_flag('data_migration_final', false) ->> 'ok' as ok \gset
select is(pg_temp.try(), array['CT202', 'The feature flag data_migration_final is off in environment development.', 'Switch it on: select cutover.set_feature_flag(''data_migration_final'', true);'], 'the flag is off');
select cutover.set_feature_flag('data_migration_final', true, 'production') ->> 'ok' as ok \gset
select is((pg_temp.try())[1], 'CT202', 'on, but elsewhere');
update cutover.settings set value = '"production"' where key = 'environment';
select is((pg_temp.try())[1], null, 'on, in production');
select is(cutover.abort_run('shop', 'test') #>> '{result,status}', 'released', 'taken back');
update cutover.settings set value = '"staging"' where key = 'environment';
select is((pg_temp.try())[2], 'The feature flag data_migration_final is off in environment staging.', 'off in staging');
update cutover.settings set value = '"development"' where key = 'environment';
select cutover.set_feature_flag('data_migration_final', true, p_rollout_percentage => 0) ->> 'ok' as ok \gset
select is((pg_temp.try())[1], 'CT202', 'on, but for no group');
select cutover.set_feature_flag('data_migration_final', true, p_rollout_percentage => 100) ->> 'ok' as ok \gset
savepoint windows;
update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = :shop;
select is((pg_temp.try())[1], 'CT204', 'the window is over');
delete from cutover.freeze_windows where group_id = :shop;
select is(pg_temp.try(), array['CT203', 'No freeze window is active for group shop.', 'Activate the scheduled one, or start an emergency window (cutover.start_emergency_freeze).'], 'no window');
select cutover.schedule_freeze_window('shop', now() + interval '1 hour') ->> 'ok' as ok \gset
select is((pg_temp.try())[1], 'CT203', 'one that has not begun');
update cutover.freeze_windows set starts_at = clock_timestamp() - interval '1 second' where group_id = :shop;
select is((pg_temp.try())[1], null, 'one whose time has come counts, though the monitor has not been by');
rollback to savepoint windows;
update cutover.cutover_checklists set expires_at = clock_timestamp() where rule_id = 'team_notified';
select is((pg_temp.try())[1], 'CT209', 'an attestation expired');
update cutover.cutover_checklists set verdict = 'failed', value = 0 where rule_id = 'team_notified';
select is(pg_temp.try(), array['CT206', 'Not every gate is passed.', 'cutover.cutover_checklists has the evidence, cutover.rules the remedy of each; then prepare again.'], 'a gate fails');
select is((select cutover.execute_cutover('shop') #>> '{error,details}'), 'owner/team_notified: 0, wanted = 1; item/team_notified: 0, wanted = 1', 'each is named');
select cutover.attest('shop', 'team_notified', 'again') ->> 'ok' as ok \gset
update cutover.cutover_tables set state = 'pending' where id = :item;
select is((pg_temp.try())[1:2], array['CT201', 'Group shop is in the wrong state for this.'], 'one table is not ready');
select is(cutover.execute_cutover('shop', true) #>> '{error,code}', 'CT201', 'nor is it for a dry run');
update cutover.cutover_tables set state = 'ready' where id = :item;
select is(cutover.rollback_cutover('shop', 'test') #>> '{error,code}', 'CT201', 'what was not cut over is not rolled back');
select is(pg_temp.state(), :'before'::jsonb, 'nothing has changed');
select is((select count(*) from cutover.cutover_runs where group_id = :shop), 1::bigint, 'no run but the one taken back');
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where recorded_at >= now() and action = 'execute' and outcome = 'refused' and detail ->> 'code' = 'CT202'), 4::bigint, 'refusals are audited');
select * from finish();
rollback;
