-- Prepare gives the whole checklist, moves the group to ready when all that is needed passes, and back when it does not.
\ir setup.inc
select plan(17);
select cutover.prepare_cutover('shop') as answer \gset
select is((:'answer'::jsonb -> 'result') - 'gates' - 'checklist', '{"group": "shop", "ready": true, "reconciling": false}', 'ready');
select is((select count(*) from jsonb_array_elements(:'answer'::jsonb #> '{result,gates}')), 2 * :asked::bigint, 'the gates of each of two tables');
select is((select count(*) from jsonb_array_elements(:'answer'::jsonb #> '{result,gates}') g where g ?& array['title', 'remediation', 'threshold', 'value', 'verdict', 'evidence', 'age_seconds']), 2 * :asked::bigint, 'each complete');
select is((select array_agg(distinct state) from cutover.cutover_tables where group_id = :shop), array['ready'], 'all tables are');
update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = :shop;
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'true', 'what is only measured in the run, as the window, does not matter yet');
update cutover.cutover_checklists set expires_at = clock_timestamp() where rule_id = 'team_notified' and table_id = :item;
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'false', 'an attestation of one table expired');
select is((select array_agg(distinct state) from cutover.cutover_tables where group_id = :shop), array['pending'], 'and the whole group is not ready');
select cutover.attest('shop', 'team_notified', 'again') ->> 'ok' as ok \gset
update cutover.rules set severity = 'warning' where id = 'runbook_ready';
delete from cutover.cutover_checklists where rule_id = 'runbook_ready';
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'true', 'a warning does not hold it up');
select is((select verdict from cutover.cutover_checklists where rule_id = 'runbook_ready' and table_id = :item), 'warning', 'but is shown');
delete from cutover.reconciliation_jobs;
select is((cutover.prepare_cutover('shop') -> 'result') - 'gates' - 'checklist', '{"group": "shop", "ready": false, "reconciling": true}', 'a comparison that is missing is started');
select is((select count(*) from cutover.reconciliation_jobs where kind = 'full' and status = 'queued'), 2::bigint, 'for each table');
select is(cutover.prepare_cutover('shop') ->> 'ok', 'true', 'prepared again');
select is((select count(*) from cutover.reconciliation_jobs), 2::bigint, 'it goes on');
update cutover.cutover_tables set backfilled_at = null where id = :item;
select is((cutover.prepare_cutover('shop') #> '{error}') - 'message' - 'name', '{"code": "CT210", "details": "item: 1 of about 0 rows", "hint": "Start the backfill (cutover.start_backfill) and wait for its end."}', 'what is not copied cannot be ready');
select is(cutover.prepare_cutover('item') #>> '{error,code}', 'CT210', 'a table''s name stands for its group');
select is(cutover.prepare_cutover('nowhere') #>> '{error,code}', 'CT004', 'a group nobody knows');
update cutover.cutover_tables set backfilled_at = now(), state = 'ready' where group_id = :shop;
update cutover.cutover_tables set state = 'cutover', write_source = 'supabase' where group_id = :shop;
select is(cutover.prepare_cutover('shop') #>> '{error,code}', 'CT201', 'what is cut over is not prepared');
select * from finish();
rollback;
