create or replace function cutover_private.watch_rule(p_rule cutover.rules, p_table cutover.cutover_tables)
returns cutover.watch_results
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_before cutover.watch_results;
  v_result cutover.watch_results;
begin
  select * into v_before from cutover.watch_results where table_id = p_table.id and rule_id = p_rule.id;
  v_result.table_id := p_table.id;
  v_result.rule_id := p_rule.id;
  v_result.threshold := coalesce((select o.threshold from cutover.rule_overrides o where o.table_id = p_table.id and o.rule_id = p_rule.id), p_rule.threshold);
  if p_rule.kind = 'attested' then
    select c.value, jsonb_build_object('attested_by', c.attested_by, 'expires_at', c.expires_at) || c.evidence into v_result.value, v_result.evidence
    from cutover.cutover_checklists c
    where c.table_id = p_table.id and c.rule_id = p_rule.id and c.measured_at >= p_table.cutover_at and c.expires_at > clock_timestamp();
  else
    begin
      select m.value, m.evidence into v_result.value, v_result.evidence from cutover_private.measure_watched(p_rule.metric, p_table) m;
    exception when others then
      v_result.evidence := jsonb_build_object('error', sqlstate || ': ' || left(sqlerrm, 300));
    end;
  end if;
  v_result.evidence := coalesce(v_result.evidence, '{}');
  v_result.verdict := coalesce(case case p_rule.comparator
    when '<' then v_result.value < v_result.threshold
    when '<=' then v_result.value <= v_result.threshold
    when '=' then v_result.value = v_result.threshold
    when '>=' then v_result.value >= v_result.threshold
    when '>' then v_result.value > v_result.threshold
  end when true then 'holds' when false then 'broken' end, 'unknown');
  v_result.looked_at := clock_timestamp();
  v_result.verdict_since := case when v_before.verdict = v_result.verdict then v_before.verdict_since else v_result.looked_at end;
  -- Looked at every few seconds: what stays the same is written once in a while.
  if v_before.verdict is distinct from v_result.verdict or v_before.value is distinct from v_result.value
    or v_before.threshold is distinct from v_result.threshold or v_before.looked_at < v_result.looked_at - interval '30 seconds'
  then
    insert into cutover.watch_results select v_result.*
    on conflict (table_id, rule_id) do update set verdict = excluded.verdict, value = excluded.value, threshold = excluded.threshold,
      evidence = excluded.evidence, verdict_since = excluded.verdict_since, looked_at = excluded.looked_at;
  end if;
  return v_result;
end
$$;

revoke all on function cutover_private.watch_rule(cutover.rules, cutover.cutover_tables) from public;
comment on function cutover_private.watch_rule(cutover.rules, cutover.cutover_tables) is 'Judges one rule for a switched table, by its own threshold if it has one, and keeps the result.';
