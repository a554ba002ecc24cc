-- Status gives groups, tables, runs, windows, drift and gates from stored facts, for one group, one table or all.
\ir setup.inc
select plan(19);
create table old.lone (id bigint primary key);
create table new.lone (id bigint primary key);
select cutover.register_table('lone', 'pipeline_test', 'old', 'lone', 'new', 'lone') ->> 'ok' as ok \gset
select cutover.status('shop') -> 'result' as status \gset
select is(jsonb_array_length(:'status'::jsonb -> 'groups'), 1, 'one group');
select :'status'::jsonb #> '{groups,0}' as shop_status \gset
select is((:'shop_status'::jsonb) - 'tables' - 'freeze_window', '{"group": "shop", "source": "pipeline_test", "source_kind": "local", "capture": "available", "enforced_freeze": "available", "flag_enabled": true, "run": null,
  "source_health": null, "verifier": {"verdict": "not checked", "checked_at": null}, "policies": {"backlog": "keep", "conflict": "legacy_wins"}}', 'its source, flag and policies; no run yet');
select is(:'shop_status'::jsonb #>> '{freeze_window,status}', 'active', 'its window');
select is((select string_agg(t ->> 'table', ',') from jsonb_array_elements(:'shop_status'::jsonb -> 'tables') t), 'owner,item', 'its tables, parents first');
select is((:'shop_status'::jsonb #> '{tables,0}') - 'gates' - 'drift' - 'backfill' - 'backlog' - 'consistency' - 'shadow_reads' - 'read_ramp', '{"table": "owner", "legacy": "old.owner", "supabase": "new.owner", "routed_view": "shop.owner", "state": "ready",
  "read_source": "legacy", "write_source": "legacy", "refused_rows": 0, "capture_stopped_at": null, "freeze_writes": "allow", "queued_writes": 0, "queue_conflicts": 0, "cutover_at": null, "rolled_back_at": null, "completed_at": null,
  "finalized_at": null, "automatic_rollback": true, "completion": null, "watched": {}}', 'where each stands');
select is(:'shop_status'::jsonb #> '{tables,0,gates}', jsonb_build_object('passed', :asked - 5, 'not_passed',
  '["golden_p95", "golden_p95_worse", "golden_plans", "golden_queries_equal", "rehearsal"]'::jsonb), 'its gates, without golden queries and a rehearsal');
select is((:'shop_status'::jsonb #> '{tables,0,drift}') - 'measured_at', '{"missing": 0, "extra": 0, "mismatched": 0, "drift_percent": 0.00000000, "rows_legacy": 2, "rows_supabase": 2}', 'its drift');
select is(:'shop_status'::jsonb #>> '{tables,0,consistency,verdict}', 'consistent', 'its verdict');
select is(:'shop_status'::jsonb #>> '{tables,0,backfill,status}', 'completed', 'its backfill');
select is((cutover.status() #>> '{result,tables_total}')::integer, (select count(*)::integer from cutover.cutover_tables), 'all tables are counted');
select is(jsonb_path_query_array(cutover.status(p_table => 'item'), '$.result.groups[*].tables[*].table'), '["item"]', 'one table');
select is((select count(*) from jsonb_array_elements(cutover.status() #> '{result,groups}')), (select count(*) from cutover.table_groups), 'all groups');
select is(cutover.status(p_table => 'nowhere') #>> '{error,code}', 'CT002', 'a table nobody knows');
select is(cutover.status('nowhere') #>> '{error,code}', 'CT004', 'a group nobody knows');
select cutover.execute_cutover('shop') as answer \gset
select is(cutover.status('shop') #>> '{result,groups,0,run,step}', 'preflight', 'the run under way');
alter table new.owner add constraint no_zoe check (name <> 'zoe') not valid;
update old.owner set name = 'zoe' where id = 1;
select failed from cutover_private.apply_pass(:shop) \gset
select is(jsonb_path_query_array(cutover.status('shop'), '$.result.groups[*].tables[*].refused_rows'), '[1, 0]', 'refused rows');
select pg_temp.drive(:'answer') ->> 'status' as ended \gset
select is(cutover.status('shop') #>> '{result,groups,0,run,error,code}', 'CT206', 'why the last run was released');
set transaction read only;
select is(cutover.status('shop') ->> 'ok', 'true', 'it can be asked in a transaction that only reads');
select is(cutover.version(), cutover.status() #>> '{result,version}', 'the version');
select * from finish();
rollback;
