create or replace function cutover_private.record_security(p_table cutover.cutover_tables, p_reason text, p_anon_commands text[] default null,
  p_forced boolean default null, p_tenant_claims jsonb default null)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into cutover.security_expectations (table_id, rls_enabled, rls_forced, policies, grants, anon_commands, tenant_claims, reason, recorded_by)
  select p_table.id, (s.now ->> 'rls_enabled')::boolean, coalesce(p_forced, (s.now ->> 'rls_forced')::boolean), s.now -> 'policies', s.now -> 'grants',
    coalesce(p_anon_commands, '{}'), coalesce(p_tenant_claims, '{}'), p_reason, (select a.subject from cutover_private.actor() a)
  from (select cutover_private.security_state(p_table)) as s(now)
  where s.now is not null
  on conflict (table_id) do update set rls_enabled = excluded.rls_enabled, rls_forced = excluded.rls_forced, policies = excluded.policies,
    grants = excluded.grants, anon_commands = coalesce(p_anon_commands, security_expectations.anon_commands),
    tenant_claims = coalesce(p_tenant_claims, security_expectations.tenant_claims),
    reason = excluded.reason, recorded_by = excluded.recorded_by, recorded_at = clock_timestamp()
$$;

revoke all on function cutover_private.record_security(cutover.cutover_tables, text, text[], boolean, jsonb) from public;
comment on function cutover_private.record_security(cutover.cutover_tables, text, text[], boolean, jsonb) is 'What protects the supabase table now is what is expected from now on. Null arguments: as it was declared before.';
