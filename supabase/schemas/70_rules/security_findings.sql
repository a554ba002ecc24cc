create or replace function cutover_private.security_findings(p_table cutover.cutover_tables, p_probe boolean)
returns table (rule_id text, kind text, detail text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select * from cutover_private.protection_findings(p_table);
  return query
  select 'switch_triggers', f.kind, f.detail
  from cutover_private.switch_trigger_findings(p_table.group_id,
    array(select s.side from unnest(array['legacy', 'supabase']) as s(side) where p_probe or not cutover_private.is_remote(p_table.source_id, s.side)),
    p_table.id) f;
  return query select 'audit_chain', 'audit_broken', a.problem from cutover_private.audit_findings(false) as a(problem);
  if p_probe and p_table.tenant_column is not null and cutover_private.security_state(p_table) is not null then
    return query select 'tenant_isolation', i.kind, i.detail from cutover_private.isolation_findings(p_table) i;
  end if;
end
$$;

revoke all on function cutover_private.security_findings(cutover.cutover_tables, boolean) from public;
comment on function cutover_private.security_findings(cutover.cutover_tables, boolean) is 'What is wrong with the protection of a table, by the rule that it breaks: row level security, policies, grants, guard and capture triggers, the audit log at a glance; with p_probe also the tenants, one by one, and the triggers on a legacy server. No findings: no rows. Without p_probe from catalogs alone, in a few milliseconds. Raises CT501, CT702.';
