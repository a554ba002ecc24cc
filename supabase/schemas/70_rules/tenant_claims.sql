create or replace function cutover_private.tenant_claims(p_table cutover.cutover_tables, p_tenant text)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object('role', 'authenticated', 'aud', 'authenticated') || case
    when e.tenant_claims <> '{}' then replace(e.tenant_claims::text, '{tenant}', trim('"' from to_json(p_tenant)::text))::jsonb
    else jsonb_build_object(
      'sub', case when p_tenant ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then p_tenant else '00000000-0000-4000-8000-000000000000' end,
      p_table.tenant_column, p_tenant, 'tenant_id', p_tenant,
      'app_metadata', jsonb_build_object(p_table.tenant_column, p_tenant, 'tenant_id', p_tenant)) end
  from (select coalesce((select s.tenant_claims from cutover.security_expectations s where s.table_id = p_table.id), '{}')) as e(tenant_claims)
$$;

revoke all on function cutover_private.tenant_claims(cutover.cutover_tables, text) from public;
comment on function cutover_private.tenant_claims(cutover.cutover_tables, text) is 'The claims of a token of this tenant: as recorded for the table, else the tenant as sub, as tenant_id and under the name of the tenant column, at the top and in app_metadata.';
