-- What PUBLIC, anon, authenticated and service_role may call and read, to the last object: a new one has to be written down here.
-- With a group registered: functions that the agent makes for its tables count as well.
\ir ../pipeline/setup.inc
select plan(16);
create temporary view schemas as select oid, nspname, nspacl from pg_namespace where nspname in ('cutover', 'cutover_private', 'cutover_agent');
create temporary view routines as select p.oid, p.proname, n.nspname, p.proacl from pg_proc p join schemas n on n.oid = p.pronamespace;
create temporary view relations as
  select c.oid, c.relname, n.nspname, c.relacl, c.relkind from pg_class c join schemas n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S');
create function pg_temp.routines(p_role text, p_schema text) returns setof text language sql as $$
  select proname::text from routines where nspname = p_schema and has_function_privilege(p_role, oid, 'execute')
$$;
create temporary table api as select unnest(array[
  'abort_run', 'acknowledge_alert', 'activate_freeze_window', 'advance_run', 'approve_force', 'attest', 'cancel_freeze_window', 'cancel_read_ramp',
  'cancel_reconciliation', 'check_golden_queries', 'command', 'complete_freeze_window', 'declare_security', 'drive_run', 'end_golden_query',
  'end_invariant', 'end_known_difference', 'end_waiver', 'execute_cutover', 'export_audit', 'finalize_group', 'grant_operator', 'install_agent',
  'list_alerts', 'list_freeze_windows', 'make_daily_report', 'pause_read_ramp', 'pause_reconciliation', 'prepare_cutover', 'read_configuration',
  'read_side', 'read_sides', 'reconcile', 'record_service_metrics', 'register_golden_query', 'register_invariant',
  'register_legacy_source', 'register_table', 'remove_notification_target', 'repair', 'resolve_queued_write', 'resume_read_ramp',
  'resume_read_split', 'resume_reconciliation', 'request_force', 'revoke_operator', 'rollback_cutover', 'schedule_freeze_window', 'set_automatic_rollback',
  'set_feature_flag', 'set_freeze_writes', 'set_known_difference', 'set_notification_target', 'set_policy', 'set_read_split', 'set_setting',
  'set_threshold', 'start_backfill', 'start_emergency_freeze', 'start_read_ramp', 'status', 'switch_read_source', 'verify_export',
  'unregister_table', 'validate_data_consistency', 'verify_audit_log', 'waive_rule', 'version']) as name;

select set_eq($$select oid::regprocedure::text from routines where proacl is null or exists (select from aclexplode(proacl) a where a.grantee = 0)$$,
  array['cutover.read_side(text,text)', 'cutover_private.decide_read_side(text,text)'], 'PUBLIC executes what a routed view asks, and finds it by no name');
select is_empty($$select oid::regclass::text from relations, aclexplode(relacl) a where a.grantee = 0
  union all select attrelid::regclass || '.' || attname from pg_attribute join relations r on r.oid = attrelid where attacl is not null
  union all select nspname from schemas, aclexplode(nspacl) a where a.grantee = 0$$, 'reads and uses nothing, and no column has rights of its own');
select is_empty($$select oid::regprocedure::text from routines where has_function_privilege('anon', oid, 'execute') and proname not in ('read_side', 'decide_read_side')
  union all select oid::regclass::text from relations where case when relkind <> 'S' then has_table_privilege('anon', oid, 'select, insert, update, delete, truncate, references, trigger') end
  union all select oid::regclass::text from relations where case relkind when 'S' then has_sequence_privilege('anon', oid, 'usage, select, update') end
  union all select nspname from schemas where has_schema_privilege('anon', oid, 'usage, create')$$, 'nor does anon');
select set_eq($$select grantee::regrole::text from (select (aclexplode(proacl)).grantee from routines union select (aclexplode(relacl)).grantee from relations union select (aclexplode(nspacl)).grantee from schemas) g$$,
  array['-', 'postgres', 'authenticated', 'service_role', 'cutover_reader'], 'four roles have rights at all, but for that');
select set_eq($$select oid::regprocedure::text from routines where has_function_privilege('cutover_reader', oid, 'execute') and proname not in ('read_side', 'decide_read_side')
  union all select oid::regclass::text from relations where case when relkind <> 'S' then has_table_privilege('cutover_reader', oid, 'select, insert, update, delete, truncate, references, trigger') end$$,
  array['cutover_private.fingerprint_as_reader(text,boolean)', 'cutover_private.holds_as_reader(text,text,text[],text[])', 'cutover_private.scans_as_reader(text)',
    'cutover_agent.result_fingerprint(text,boolean)', 'cutover_agent.sequential_scans(text)'],
  'one of them to run what other people have written, alone');
select is_empty($$select oid::regprocedure::text from routines, aclexplode(proacl) a where a.is_grantable and a.grantee <> a.grantor
  union all select oid::regclass::text from relations, aclexplode(relacl) a where a.is_grantable and a.grantee <> a.grantor$$, 'and none may hand them on');

select set_eq($$select pg_temp.routines('authenticated', 'cutover')$$, 'select name from api', 'authenticated calls the API');
select set_eq($$select pg_temp.routines('service_role', 'cutover')$$, 'select name from api', 'service_role, too');
select set_eq($$select pg_temp.routines('authenticated', 'cutover_private')$$,
  array['advance_run', 'decide_read_side', 'execute_command', 'is_operator', 'person', 'sentence', 'verify_audit_log_as_owner', 'verify_export_as_owner'], 'and the doors behind it');
select set_eq($$select pg_temp.routines('service_role', 'cutover_private')$$,
  array['advance_run', 'decide_read_side', 'execute_command', 'is_operator', 'verify_audit_log_as_owner', 'verify_export_as_owner'], 'the same ones, but for what views are made of');
select is_empty($$select pg_temp.routines(r, 'cutover_agent') from unnest(array['authenticated', 'service_role', 'authenticator']) r$$, 'the agent is called by its owner alone');
select is_empty($$select nspname from schemas where has_schema_privilege('authenticated', oid, 'create') or has_schema_privilege('service_role', oid, 'create')$$, 'nobody adds objects');
select set_eq($$select nspname::text from schemas where has_schema_privilege('authenticated', oid, 'usage')$$, array['cutover', 'cutover_private'], 'the schema of the agent stays closed');

select set_eq($$select relname::text from relations where case when relkind <> 'S' then has_table_privilege('authenticated', oid, 'select') end$$, array[
  'alert_kinds', 'alerts', 'apply_failures', 'apply_rates', 'audit_anchors', 'audit_phrases', 'audit_trail', 'backfills', 'backlogs', 'completion_progress', 'completions', 'cutover_audit_log',
  'cutover_checklists', 'cutover_run_steps', 'cutover_runs', 'cutover_tables', 'daily_reports', 'drift_history', 'drifted_rows', 'error_codes', 'feature_flags',
  'force_requests', 'freeze_calendar', 'freeze_windows', 'golden_queries', 'golden_query_results', 'golden_query_runs', 'integrity_checks', 'invariants', 'known_differences', 'legacy_sources',
  'notification_targets', 'notifications', 'open_alerts', 'operators', 'overview', 'queued_writes', 'read_ramps', 'read_split_halts', 'read_splits',
  'reconciliation_jobs', 'reconciliation_progress', 'reconciliation_slices', 'reconciliation_summary', 'reconciliation_trend', 'replay_conflicts',
  'rule_overrides', 'rule_waivers', 'rules', 'security_expectations', 'service_baselines', 'service_metrics', 'settings', 'shadow_mismatches', 'shadow_read_summary',
  'shadow_reads', 'source_health', 'source_kinds', 'table_groups', 'table_status', 'verifier_checks', 'verifier_status', 'watch_results', 'write_pauses'],
  'tables that authenticated reads, as far as policies let it');
select is_empty($$select oid::regclass::text from relations where case when relkind <> 'S' then has_table_privilege('authenticated', oid, 'insert, update, delete, truncate, references, trigger') end
  union all select oid::regclass::text from relations where case relkind when 'S' then has_sequence_privilege('authenticated', oid, 'usage, select, update') end$$, 'it writes none');
select is_empty($$select oid::regclass::text from relations where case when relkind <> 'S' then has_table_privilege('service_role', oid, 'select, insert, update, delete, truncate, references, trigger') end
  union all select oid::regclass::text from relations where case relkind when 'S' then has_sequence_privilege('service_role', oid, 'usage, select, update') end$$, 'service_role, whom policies do not bind, touches no table');
select * from finish();
rollback;
