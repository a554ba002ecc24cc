create or replace function cutover_private.check_verifier(p_source_id bigint)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_started timestamptz := clock_timestamp();
  v_source cutover.legacy_sources;
  v_table cutover.cutover_tables;
  v_expected jsonb := '[{"key": "{1001}", "kind": "extra", "columns": []}, {"key": "{13}", "kind": "mismatched", "columns": ["changed_at"]},
    {"key": "{500}", "kind": "mismatched", "columns": ["amount", "note"]}, {"key": "{7}", "kind": "missing", "columns": []}]'::jsonb;
  v_found jsonb;
  v_job uuid;
  v_error text;
  v_verdict text;
begin
  select * into strict v_source from cutover.legacy_sources where id = p_source_id;
  begin
    -- The real code, from the agent's hashes to the verdict, on a copy that nobody else ever sees: all that happens on this server is undone below.
    perform cutover_agent.create_control('supabase', true);
    perform cutover_private.agent_query(p_source_id, 'legacy', 'select cutover_agent.create_control(''legacy'', false)::text');
    -- Not by op_register_table, which refuses our own schemas.
    with own_group as (
      insert into cutover.table_groups (name, source_id, created_by) values ('negative control', p_source_id, 'cutover') returning id
    )
    insert into cutover.cutover_tables (name, group_id, source_id, legacy_schema, legacy_table, supabase_schema, supabase_table, columns, created_by)
    select 'negative control', g.id, p_source_id, 'cutover_agent', 'control_legacy', 'cutover_agent', 'control_supabase', (
      select jsonb_agg(jsonb_build_object('legacy', c.name, 'supabase', c.name, 'class', c.class, 'key', c.name = 'id') order by c.n)
      from (values (1, 'id', 'integer'), (2, 'amount', 'numeric'), (3, 'note', 'text'), (4, 'changed_at', 'timestamptz')) as c(n, name, class)), 'cutover'
    from own_group g
    returning * into v_table;
    perform cutover_private.install_endpoint(v_table, 'supabase');
    perform cutover_private.install_endpoint(v_table, 'legacy');
    update cutover.settings set value = '150' where key = 'reconciliation_chunk_rows';
    v_job := cutover_private.start_reconciliation(v_table.id, 'full', 'schedule');
    for v_turn in 1 .. 100 loop
      update cutover_private.reconciliation_suspects set due_at = clock_timestamp() where job_id = v_job;
      exit when not cutover_private.reconcile_chunk(v_job);
    end loop;
    select case when j.status = 'completed' then (
        select coalesce(jsonb_agg(jsonb_build_object('key', d.key::text, 'kind', d.kind, 'columns', d.columns) order by d.key::text collate "C"), '[]')
        from cutover.drifted_rows d where d.table_id = j.table_id and d.confirmed_at is not null and d.resolved_at is null) end,
      j.error ->> 'code'
    into v_found, v_error
    from cutover.reconciliation_jobs j where j.id = v_job;
    raise exception using errcode = 'CT999', message = 'Looked at.';
  exception when others then
    v_error := coalesce(v_error, nullif(sqlstate, 'CT999'));
  end;
  v_verdict := case
    when v_error ~ '^(CT5|CT601|55P03|CT212)' then 'not checked'
    when v_error is null and v_found = v_expected then 'sound'
    else 'broken' end;
  if v_error is distinct from 'CT501' and cutover_private.is_remote(p_source_id, 'legacy') then
    begin
      perform cutover_private.agent_query(p_source_id, 'legacy', 'select cutover_agent.drop_control(''legacy'')::text');
    exception when others then
      -- The next check begins with that.
      null;
    end;
  end if;
  insert into cutover.verifier_checks (source_id, verdict, planted, found, error_code, milliseconds)
  values (p_source_id, v_verdict, v_expected, v_found, v_error, round(extract(epoch from clock_timestamp() - v_started) * 1000, 1));
  if v_verdict = 'broken' then
    perform cutover_private.audit('verifier.check', 'failed', 'source', v_source.name,
      jsonb_strip_nulls(jsonb_build_object('planted', v_expected, 'found', v_found, 'code', v_error)));
  end if;
  return v_verdict;
end
$$;

revoke all on function cutover_private.check_verifier(bigint) from public;
comment on function cutover_private.check_verifier(bigint) is 'Plants differences in a scratch copy between this server and a legacy source and has them found by a full comparison: sound: exactly these; broken: others, fewer, or an error, which is audited; not checked: legacy is away or busy.';
