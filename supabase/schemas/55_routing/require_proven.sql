create or replace function cutover_private.require_proven(p_table cutover.cutover_tables)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_failed text;
begin
  if p_table.backfilled_at is null or p_table.capture_stopped_at is not null then
    perform cutover_private.fail('CT217', format('Reads of table %s cannot go to Supabase yet.', quote_ident(p_table.name)), 'Its backfill is not done.',
      'cutover.start_backfill() starts it, cutover.backfills shows how far it is.');
  end if;
  select string_agg(format('%s: %s, wanted %s %s (%s)', r.id, coalesce(trim_scale(g.value)::text, 'not measured'), r.comparator,
    trim_scale(g.threshold), g.verdict), '; ' order by r.id)
  into v_failed
  from cutover.rules r cross join lateral cutover_private.evaluate_rule(r, p_table, false) g
  where r.id in ('drift_percent', 'row_counts', 'reconciliation_fresh', 'refused_rows', 'backlog_seconds') and g.verdict <> 'passed'
    and cutover_private.rule_applies(r, p_table.source_id);
  if v_failed is not null then
    perform cutover_private.fail('CT217', format('Reads of table %s cannot go to Supabase yet: it is not proven.', quote_ident(p_table.name)), v_failed,
      'Reconcile (cutover.reconcile) and repair, or wait for the backlog; cutover.rules has the remedy of each.');
  end if;
end
$$;

revoke all on function cutover_private.require_proven(cutover.cutover_tables) from public;
comment on function cutover_private.require_proven(cutover.cutover_tables) is 'Raises CT217 with every gate that says that Supabase may answer otherwise than legacy.';
