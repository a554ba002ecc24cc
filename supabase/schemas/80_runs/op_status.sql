create or replace function cutover_private.op_status(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group_id bigint;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'table');
  if p_arguments ? 'table' then
    v_group_id := (cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63))).group_id;
  elsif p_arguments ? 'group' then
    v_group_id := (cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63))).id;
  end if;
  return jsonb_build_object(
    'version', cutover.version(), 'environment', cutover_private.setting('environment'),
        'tables_total', (select count(*) from cutover.cutover_tables),
    'tables_on_supabase', (select count(*) from cutover.cutover_tables where write_source = 'supabase'),
    'groups', (
      select coalesce(jsonb_agg(jsonb_build_object('group', g.name, 'source', s.name, 'source_kind', s.kind,
        'capture', case when k.captures_changes then 'available' else 'not available' end,
        'enforced_freeze', case when k.enforces_freeze then 'available' else 'not available' end,
        'flag_enabled', cutover_private.flag_enabled('data_migration_final', g.name),
        'source_health', (select jsonb_build_object('failures', h.failures, 'last_error', h.last_error, 'last_error_at', h.last_error_at, 'retry_at', h.retry_at)
          from cutover.source_health h where h.source_id = s.id and h.failures > 0),
        'verifier', (select jsonb_build_object('verdict', v.verdict, 'checked_at', v.checked_at) from cutover.verifier_status v where v.source_name = s.name),
        'policies', jsonb_build_object('backlog', g.backlog_policy, 'conflict', g.conflict_policy),
        'run', cutover_private.run_status(coalesce(cutover_private.active_run(g.id),
          (select r.id from cutover.cutover_runs r where r.group_id = g.id order by r.requested_at desc limit 1))),
        'freeze_window', (select jsonb_build_object('id', w.id, 'status', w.status, 'kind', w.kind, 'starts_at', w.starts_at, 'ends_at', w.ends_at)
          from cutover.freeze_windows w where w.group_id = g.id and w.status in ('active', 'scheduled') order by w.status, w.starts_at limit 1),
        'tables', (
          select coalesce(jsonb_agg(jsonb_build_object('table', t.name, 'legacy', format('%I.%I', t.legacy_schema, t.legacy_table),
            'supabase', format('%I.%I', t.supabase_schema, t.supabase_table),
            'routed_view', case when t.routed_name is not null then format('%I.%I', t.routed_schema, t.routed_name) end,
            'state', t.state, 'read_source', t.read_source, 'write_source', t.write_source,
            'backfill', (select jsonb_build_object('status', b.status, 'rows', b.rows_done, 'rows_estimated', b.rows_estimated,
              'rows_per_second', b.rows_per_second,
              'paused_since', b.paused_since, 'finishes_at', b.finishes_at,
              'eta_seconds', case when b.status = 'running' and b.rows_per_second > 0 then round(greatest(b.rows_estimated - b.rows_done, 0) / b.rows_per_second) end)
              from cutover.backfills b where b.table_id = t.id),
            'backlog', (select jsonb_build_object('side', b.side, 'entries', b.entries,
              'oldest_seconds', coalesce(round(extract(epoch from clock_timestamp() - b.oldest_at), 1), 0),
              'level', b.level, 'level_since', b.level_since, 'rules', b.reasons, 'measured_at', b.measured_at) from cutover.backlogs b where b.table_id = t.id),
            'capture_stopped_at', t.capture_stopped_at, 'freeze_writes', t.freeze_writes,
            'queued_writes', (select count(*) from cutover.queued_writes q where q.table_id = t.id and q.status = 'waiting'),
            'queue_conflicts', (select count(*) from cutover.queued_writes q where q.table_id = t.id and q.status = 'conflict'),
            'drift', (select to_jsonb(d) from cutover_private.drift(t.id) d),
            'consistency', cutover_private.consistency(t) - 'table',
            'shadow_reads', (select to_jsonb(s) - 'table_name' - 'read_source' from cutover.shadow_read_summary s where s.table_name = t.name),
            'read_ramp', cutover_private.read_ramp_status(t.id),
            'refused_rows', (select count(*) from cutover.apply_failures f where f.table_id = t.id),
            'gates', (select jsonb_build_object('passed', count(*) filter (where c.verdict = 'passed'), 'not_passed',
              coalesce(jsonb_agg(c.rule_id order by c.rule_id) filter (where c.verdict <> 'passed'), '[]'))
              from cutover.cutover_checklists c where c.table_id = t.id),
            'cutover_at', t.cutover_at, 'rolled_back_at', t.rolled_back_at, 'completed_at', t.completed_at,
            'automatic_rollback', t.automatic_rollback, 'finalized_at', t.finalized_at,
            'completion', (select jsonb_build_object('since', c.since, 'missing', to_jsonb(c.missing), 'broke_at', c.broke_at, 'broke_because', c.broke_because)
              from cutover.completions c where c.table_id = t.id and t.state = 'cutover'),
            'watched', (select coalesce(jsonb_object_agg(w.rule_id, w.verdict), '{}') from cutover.watch_results w join cutover.rules r on r.id = w.rule_id
              where w.table_id = t.id and t.write_source = 'supabase' and r.phase in ('monitoring', 'rollback'))
          ) order by t.position, t.name), '[]')
          from cutover.cutover_tables t where t.group_id = g.id
            and (not p_arguments ? 'table' or t.name = p_arguments ->> 'table'))
      ) order by g.name), '[]')
      from cutover.table_groups g join cutover.legacy_sources s on s.id = g.source_id join cutover.source_kinds k on k.name = s.kind
      where v_group_id is null or g.id = v_group_id));
end
$$;

revoke all on function cutover_private.op_status(jsonb) from public;
comment on function cutover_private.op_status(jsonb) is 'Operation status {group | table}: where everything stands, from stored facts only; the legacy server is not asked. Raises CT002, CT004.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('status', 'op_status', 'viewer', false, 'group');
