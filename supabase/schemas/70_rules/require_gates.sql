create or replace function cutover_private.require_gates(p_gates jsonb)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_failed text;
  v_stale text;
begin
  select string_agg(format('%s/%s: %s, wanted %s %s', g ->> 'table', g ->> 'rule', coalesce(g ->> 'value', 'not measured'), g ->> 'comparator', g ->> 'threshold'), '; ')
      filter (where g ->> 'verdict' = 'failed'),
    string_agg(format('%s/%s: %s s old', g ->> 'table', g ->> 'rule', g ->> 'age_seconds'), '; ') filter (where g ->> 'verdict' = 'stale')
  into v_failed, v_stale
  from jsonb_array_elements(p_gates) g;
  if v_failed is not null then
    perform cutover_private.fail('CT206', 'Not every gate is passed.', v_failed, 'cutover.cutover_checklists has the evidence, cutover.rules the remedy of each; then prepare again.');
  end if;
  if v_stale is not null then
    perform cutover_private.fail('CT209', 'Some evidence is too old.', v_stale, 'Reconcile and prepare again, renew the attestations.');
  end if;
end
$$;

revoke all on function cutover_private.require_gates(jsonb) from public;
comment on function cutover_private.require_gates(jsonb) is 'Raises CT206 with every failed gate, or CT209 if some are only too old.';
