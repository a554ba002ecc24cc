create or replace function cutover_private.op_export_audit(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_kind text := cutover_private.argument_text(p_arguments, 'kind', true, 10);
  v_from timestamptz := cutover_private.argument_timestamp(p_arguments, 'from');
  v_to timestamptz := cutover_private.argument_timestamp(p_arguments, 'to');
  v_format text := coalesce(cutover_private.argument_text(p_arguments, 'format', false, 10), 'json');
  v_after bigint := cutover_private.argument_integer(p_arguments, 'after', false, 0);
  v_limit bigint := coalesce(cutover_private.argument_integer(p_arguments, 'limit', false, 1, 5000), 1000);
  v_classes text[];
  v_tables text[];
  v_groups text[];
  v_first bigint;
  v_last bigint;
  v_end bigint;
  v_events jsonb;
  v_links jsonb;
  v_previous_hash text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'kind', 'from', 'to', 'format', 'after', 'limit');
  if v_kind not in ('gdpr', 'soc2', 'pci') then
    perform cutover_private.fail('CT001', format('"%s" is no kind of export.', v_kind), 'Kinds are gdpr, soc2 and pci.');
  elsif v_format not in ('json', 'csv') then
    perform cutover_private.fail('CT001', format('"%s" is no format.', v_format), 'Formats are json and csv.');
  elsif v_from >= v_to then
    perform cutover_private.fail('CT001', 'The argument "from" has to be earlier than "to".');
  elsif v_to - v_from > interval '366 days' then
    perform cutover_private.fail('CT001', 'The period is longer than 366 days.', null, 'Export it year by year.');
  end if;

  v_classes := case v_kind when 'gdpr' then array['personal', 'payment'] when 'pci' then array['payment'] end;
  select array_agg(distinct c.name), array_agg(distinct c.group_name) into v_tables, v_groups from cutover_private.classified_tables(v_classes) c;
  -- Transactions commit in another order than things happen in: rows of other times in between are links, as are those of other matters.
  select min(l.seq), max(l.seq) into v_first, v_end from cutover.cutover_audit_log l where l.recorded_at >= v_from and l.recorded_at < v_to;
  v_first := greatest(v_first, v_after + 1);
  v_last := least(v_first + v_limit - 1, v_end);

  select
    coalesce(jsonb_agg(cutover_private.export_event(l.*) || jsonb_build_object('approvals', cutover_private.approvals(l.*)) order by l.seq)
      filter (where w.is_wanted), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('seq', l.seq, 'hash', l.hash) order by l.seq) filter (where not w.is_wanted), '[]'),
    (array_agg(l.previous_hash order by l.seq))[1]
  into v_events, v_links, v_previous_hash
  from cutover.cutover_audit_log l
  cross join lateral (
    select l.recorded_at >= v_from and l.recorded_at < v_to and coalesce(v_kind = 'soc2'
      or (l.target_kind = 'table' or l.action = 'register.table') and l.target = any (v_tables)
      or l.target_kind = 'group' and l.target = any (v_groups)
      or l.detail #>> '{arguments,table}' = any (v_tables) or l.detail #>> '{arguments,group}' = any (v_groups)
      -- Who may do what, and how it is set up, concerns all tables.
      or l.action in ('operator.grant', 'operator.revoke', 'setting.set', 'audit.export'), false) as is_wanted
  ) w
  where l.seq between v_first and v_last;

  return jsonb_strip_nulls(jsonb_build_object(
    'kind', v_kind, 'from', v_from, 'to', v_to, 'format', v_format,
    'origin', cutover_private.setting('installation'), 'environment', cutover_private.setting('environment'),
    'record', case when v_classes is not null then cutover_private.processing_record(v_classes, v_from, v_to) end,
    'tables', to_jsonb(v_tables),
    'first_seq', v_first, 'last_seq', v_last, 'previous_hash', v_previous_hash,
    -- Null: this was the last page.
    'next', case when v_last < v_end then v_last end,
    'anchors', (
      select jsonb_agg(distinct jsonb_build_object('origin', a.origin, 'seq', a.seq, 'hash', a.hash)) from cutover.audit_anchors a
      where a.seq between v_first and v_last),
    'head', cutover_private.anchor_audit_log('export ' || v_kind)))
    || jsonb_build_object('events', case v_format when 'json' then v_events end, 'links', case v_format when 'json' then v_links end,
      'csv', case v_format when 'csv' then cutover_private.export_csv(v_events) end);
end
$$;

revoke all on function cutover_private.op_export_audit(jsonb) from public;
comment on function cutover_private.op_export_audit(jsonb) is
  'Operation export_audit {kind: gdpr, soc2 or pci, from, to, format?: json or csv, after?, limit?: 1 to 5000 rows of the log, default 1000}: a page of the audit log for auditors, with what verify_export() needs; next is the "after" of the following page. gdpr and pci have what concerns tables of personal or payment data, and a record of what is processed. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('export_audit', 'op_export_audit', 'viewer', 'kind', 'audit.export');
