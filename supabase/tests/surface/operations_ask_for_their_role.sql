-- Each operation has its lowest role: whoever is below is refused, whatever the arguments; whoever is there is heard.
begin;
set local search_path = extensions, public;
select plan(11);
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test'), ('olga', 'operator', 'test'), ('anton', 'approver', 'test'), ('ada', 'admin', 'test');
create temporary table expected (role text, name text);
insert into expected values
  ('viewer', 'export_audit'), ('viewer', 'freeze_list'), ('viewer', 'list_alerts'), ('viewer', 'read_configuration'), ('viewer', 'read_side'),
  ('viewer', 'reconcile_list'), ('viewer', 'status'), (null, 'read_sides'),
  ('viewer', 'list_operators'), ('viewer', 'search_audit'), ('viewer', 'verify_audit'), ('viewer', 'verify_export'), ('viewer', 'list_feature_flags'), ('viewer', 'reconciliation_status'), ('viewer', 'reconciliation_results'),
  ('viewer', 'list_known_differences'), ('viewer', 'list_notification_targets'), ('viewer', 'read_checklist'), ('viewer', 'list_queued_writes'), ('viewer', 'list_daily_reports'), ('viewer', 'list_registered'), ('viewer', 'list_settings'),
  ('operator', 'abort'), ('operator', 'acknowledge_alert'), ('operator', 'attest'), ('operator', 'cancel_read_ramp'),
  ('operator', 'cancel_reconciliation'), ('operator', 'check_golden_queries'), ('operator', 'deliver_notifications'), ('operator', 'end_waiver'), ('operator', 'execute'),
  ('operator', 'freeze_activate'), ('operator', 'freeze_cancel'), ('operator', 'freeze_complete'), ('operator', 'freeze_emergency'),
  ('operator', 'freeze_schedule'), ('operator', 'make_daily_report'), ('operator', 'pause_read_ramp'), ('operator', 'pause_reconciliation'),
  ('operator', 'prepare'), ('operator', 'reconcile'), ('operator', 'record_service_metrics'), ('operator', 'repair'), ('operator', 'request_force'),
  ('operator', 'resolve_queued_write'), ('operator', 'resume_read_ramp'), ('operator', 'resume_read_split'), ('operator', 'resume_reconciliation'),
  ('operator', 'rollback'), ('operator', 'set_read_split'), ('operator', 'start_backfill'), ('operator', 'start_read_ramp'),
  ('operator', 'switch_read_source'), ('operator', 'validate_data_consistency'), ('approver', 'finalize_group'), ('approver', 'set_feature_flag'),
  ('approver', 'approve_force'), ('approver', 'waive_rule'), ('admin', 'declare_security'), ('admin', 'end_golden_query'), ('admin', 'end_invariant'), ('admin', 'end_known_difference'), ('admin', 'grant_operator'), ('admin', 'install_agent'),
  ('admin', 'register_golden_query'), ('admin', 'register_invariant'),
  ('admin', 'register_legacy_source'), ('admin', 'register_table'), ('admin', 'remove_notification_target'),
  ('admin', 'revoke_operator'), ('admin', 'set_automatic_rollback'), ('admin', 'set_freeze_writes'), ('admin', 'set_known_difference'),
  ('admin', 'set_notification_target'), ('admin', 'set_policy'), ('admin', 'set_setting'),
  ('admin', 'set_threshold'), ('admin', 'unregister_table');
select set_eq('select minimum_role, name from cutover_private.operations', 'table expected', 'operations and their lowest roles');
select is_empty($$select name from cutover_private.operations o
  where not exists (select from pg_proc p where p.pronamespace = 'cutover_private'::regnamespace and p.proname = o.handler and p.proargtypes::regtype[]::text = '[0:0]={jsonb}' and p.prorettype = 'jsonb'::regtype and p.prosecdef)$$,
  'each has a handler');
select is_empty($$select o.name from cutover_private.operations o join pg_proc p on p.pronamespace = 'cutover_private'::regnamespace and p.proname = o.handler where p.prosrc !~ 'cutover_private\.allow_arguments\(p_arguments, '$$,
  'each names the arguments that it knows');
select set_eq($$select name from cutover_private.operations where not mutates$$, array['freeze_list', 'deliver_notifications', 'list_alerts', 'read_configuration', 'read_side', 'read_sides', 'reconcile_list', 'status',
  'list_operators', 'search_audit', 'verify_audit', 'verify_export', 'list_feature_flags', 'reconciliation_status', 'reconciliation_results', 'list_known_differences', 'list_notification_targets', 'read_checklist', 'list_queued_writes', 'list_daily_reports', 'list_registered', 'list_settings'], 'these only read');
-- The codes that an operation answers with, for arguments that make no sense anyway.
create function pg_temp.codes(p_subject text, p_arguments jsonb) returns table (name text, code text, status integer) language plpgsql as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_subject, 'role', 'authenticated')::text, true);
  return query select e.name, a #>> '{error,code}', (a ->> 'http_status')::integer from expected e cross join lateral cutover.command(e.name, p_arguments) a;
end $$;
grant select on expected to authenticated;
set local role authenticated;
select is_empty($$select * from pg_temp.codes('stranger', '{}') where code is distinct from case name when 'read_sides' then 'CT001' else 'CT102' end$$, 'a stranger is heard by one, and refused by all others');
select set_eq($$select name from pg_temp.codes('vera', '{"nobody knows": 1}') where code = 'CT103'$$, $$select name from expected where role <> 'viewer'$$, 'a viewer by what is not a viewer''s');
select set_eq($$select name from pg_temp.codes('olga', '{"nobody knows": 1}') where code = 'CT103'$$, $$select name from expected where role in ('approver', 'admin')$$, 'an operator');
select set_eq($$select name from pg_temp.codes('anton', '{"nobody knows": 1}') where code = 'CT103'$$, $$select name from expected where role = 'admin'$$, 'an approver');
select is_empty($$select * from pg_temp.codes('ada', '{"nobody knows": 1}') where (code, status) is distinct from ('CT001', 400)$$, 'an admin is heard by all, and arguments that nobody knows are refused');
select is_empty($$select * from pg_temp.codes('ada', '["a list"]') where (code, status) is distinct from ('CT001', 400)$$, 'arguments are an object');
reset role;
set local request.jwt.claims = '';
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where recorded_at >= now() and actor = 'vera' and outcome = 'refused' and detail ->> 'code' = 'CT103'), 56::bigint, 'each refusal of an operator is audited');
select * from finish();
rollback;
