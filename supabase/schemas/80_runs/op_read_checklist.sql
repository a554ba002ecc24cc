create or replace function cutover_private.op_read_checklist(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_gates jsonb;
  v_missing jsonb;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  select
    jsonb_agg(jsonb_build_object('table', q.table_name, 'rule', q.id, 'category', q.category, 'title', q.title, 'kind', q.kind, 'severity', q.severity,
      'verdict', case when q.is_stale then 'stale' else q.verdict end,
      'value', q.value, 'comparator', q.comparator, 'threshold', q.judged_by, 'unit', q.unit, 'evidence', q.evidence,
      'age_seconds', round(extract(epoch from clock_timestamp() - q.measured_at)), 'attested_by', q.attested_by, 'expires_at', q.expires_at,
      'remediation', q.remediation) order by q.position, q.table_name, q.kind, q.category, q.id) filter (where q.verdict is not null),
    jsonb_agg(jsonb_build_object('table', q.table_name, 'rule', q.id) order by q.position, q.table_name, q.id) filter (where q.verdict is null)
  into v_gates, v_missing
  from (
    select r.*, t.name as table_name, t.position, c.verdict, c.value, c.threshold as judged_by, c.evidence, c.measured_at, c.attested_by, c.expires_at,
      c.verdict = 'passed' and cutover_private.is_stale(r, c.measured_at, c.expires_at)
        or c.verdict = 'waived' and not exists (
          select from cutover.rule_waivers w where w.table_id = t.id and w.rule_id = r.id and w.expires_at > clock_timestamp()) as is_stale
    from cutover.cutover_tables t
    join cutover.rules r on r.phase = 'cutover' and cutover_private.rule_applies(r, v_group.source_id)
      and (r.for_tables_with is null or to_jsonb(t) ->> r.for_tables_with is not null)
    left join cutover.cutover_checklists c on c.table_id = t.id and c.rule_id = r.id
    where t.group_id = v_group.id
  ) q;
  return jsonb_build_object('group', v_group.name,
    'checklist', cutover_private.checklist(coalesce(v_gates, '[]')), 'gates', coalesce(v_gates, '[]'), 'not_measured', coalesce(v_missing, '[]'),
    'waivers', (
      select coalesce(jsonb_agg(jsonb_build_object('table', t.name, 'rule', w.rule_id, 'reason', w.reason, 'waived_by', w.waived_by, 'waived_at', w.waived_at,
        'expires_at', w.expires_at) order by t.name, w.rule_id), '[]')
      from cutover.rule_waivers w join cutover.cutover_tables t on t.id = w.table_id where t.group_id = v_group.id and w.expires_at > clock_timestamp()),
    'force_requests', (
      select coalesce(jsonb_agg(jsonb_build_object('request', f.id, 'skip', to_jsonb(f.rules), 'reason', f.reason, 'requested_by', f.requested_by,
        'requested_at', f.requested_at, 'expires_at', f.expires_at, 'approved_by', f.approved_by, 'approved_at', f.approved_at, 'used_at', f.used_at)
        order by f.requested_at), '[]')
      from cutover.force_requests f where f.group_id = v_group.id and f.expires_at > clock_timestamp()));
end
$$;

revoke all on function cutover_private.op_read_checklist(jsonb) from public;
comment on function cutover_private.op_read_checklist(jsonb) is 'Operation read_checklist {group}: the verdicts of the rules of the cutover as they were last judged, gone stale where they are too old; what was not measured yet; waivers and force requests that have not expired. Raises CT001, CT004.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('read_checklist', 'op_read_checklist', 'viewer', false, 'group', 'checklist.read');
