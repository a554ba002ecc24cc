create or replace function cutover_private.approvals(p_row cutover.cutover_audit_log)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select case when p_row.target_kind = 'group' and p_row.action in ('execute', 'rollback', 'run.flip', 'run.cutover', 'run.rollback') then coalesce((
    select jsonb_agg(jsonb_build_object('seq', l.seq, 'by', l.actor, 'at', l.recorded_at, 'what', l.detail #>> '{arguments,rule}',
      'evidence', l.detail #>> '{arguments,evidence}') order by l.seq)
    from cutover.cutover_audit_log l
    where l.target = p_row.target and l.target_kind = 'group' and l.action = 'attest' and l.outcome = 'done'
      and l.seq < p_row.seq and l.recorded_at > p_row.recorded_at - interval '30 days'), '[]') end
$function$;

comment on function cutover_private.approvals(cutover.cutover_audit_log) is
  'Who vouched for what, within the 30 days before, of the group that an audit row of a run is about; null for any other row.';

revoke all on function cutover_private.approvals(cutover.cutover_audit_log) from public;
