create or replace function cutover_private.skip_gates(p_gates jsonb, p_rules text[])
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return (
  select coalesce(jsonb_agg(case
    -- Asked once more of the catalogue: what protects from loss or exposure is never passed over, whoever wrote the list.
    when g.item ->> 'verdict' in ('failed', 'stale') and g.item ->> 'rule' = any (p_rules) and r.may_be_skipped is not null
      then g.item || '{"verdict": "skipped"}'
    else g.item end order by g.n), '[]')
  from jsonb_array_elements(p_gates) with ordinality as g(item, n)
  left join cutover.rules r on r.id = g.item ->> 'rule'
);

revoke all on function cutover_private.skip_gates(jsonb, text[]) from public;
comment on function cutover_private.skip_gates(jsonb, text[]) is 'The gates of a run that passes over some rules: those that fail for it have the verdict skipped.';
