create or replace function cutover_private.security_look(p_group_id bigint, p_whole boolean)
returns jsonb
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  with tables as materialized (
    select t as item from cutover.cutover_tables t where t.group_id = p_group_id
  ), audit as materialized (
    -- It is the log of everybody: looked at once.
    select a.problem from cutover_private.audit_findings(p_whole) as a(problem)
  ), findings as (
    select (t.item).id, f.rule_id, f.kind || ': ' || f.detail as finding
    from tables t cross join lateral cutover_private.protection_findings(t.item) f
    union all
    select f.table_id, 'switch_triggers', f.kind || ': ' || f.detail
    from cutover_private.switch_trigger_findings(p_group_id, array['legacy', 'supabase']) f
    union all
    select (t.item).id, 'audit_chain', a.problem from tables t cross join audit a
  ), by_rule as (
    select f.id, f.rule_id, jsonb_agg(f.finding order by f.finding) as list from findings f group by f.id, f.rule_id
  )
  select coalesce(jsonb_object_agg(b.id, b.rules), '{}') from (select r.id, jsonb_object_agg(r.rule_id, r.list) as rules from by_rule r group by r.id) b
$$;

revoke all on function cutover_private.security_look(bigint, boolean) from public;
comment on function cutover_private.security_look(bigint, boolean) is 'What is wrong with the protection of a group''s tables, all of them at one look: {table id: {rule: [findings]}}. p_whole: the whole audit log instead of its last rows. Raises CT501, CT702.';
