create or replace function cutover_private.protection_findings(p_table cutover.cutover_tables)
returns table (rule_id text, kind text, detail text)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now jsonb := cutover_private.security_state(p_table);
  v_expected cutover.security_expectations;
  v_exposed boolean;
  v_live boolean := p_table.write_source = 'supabase';
begin
  select e.* into v_expected from cutover.security_expectations e where e.table_id = p_table.id;
  if v_now is null then
    return query values ('rls_enabled', 'table_gone', format('%I.%I does not exist', p_table.supabase_schema, p_table.supabase_table));
  else
    v_exposed := v_now #> '{grants,anon}' <> '[]' or v_now #> '{grants,authenticated}' <> '[]';
    return query
    select f.rule_id, f.kind, f.detail from (values
      ('rls_enabled', 'rls_off', 'row level security is off', not (v_now ->> 'rls_enabled')::boolean
        and (v_exposed or p_table.tenant_column is not null or v_expected.rls_enabled)),
      ('rls_enabled', 'rls_not_forced', 'row level security is not forced any more',
        v_expected.rls_forced and not (v_now ->> 'rls_forced')::boolean),
      ('rls_enabled', 'view_bypasses_policies', 'the routed view reads with its owner''s rights', v_live and v_exposed and exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = p_table.routed_schema and c.relname = p_table.routed_name
          and 'security_invoker=true' <> all (coalesce(c.reloptions, '{}'))))) as f(rule_id, kind, detail, holds)
    where f.holds;

    -- A command that is granted and that no policy lets through gives no rows, without a word.
    return query
    select 'policies_kept', 'no_policy', format('authenticated may %s, but no policy lets a row through', g.command)
    from jsonb_array_elements_text(v_now #> '{grants,authenticated}') as g(command)
    where (v_now ->> 'rls_enabled')::boolean and g.command in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') and not exists (
      select from jsonb_each(v_now -> 'policies') as p(name, item)
      where (p.item ->> 'permissive')::boolean and p.item ->> 'command' in (g.command, 'ALL')
        and exists (select from jsonb_array_elements_text(p.item -> 'roles') as r(name) where r.name = 'public' or pg_has_role('authenticated', r.name, 'usage')));
    return query
    select 'policies_kept', case when n.item is null then 'policy_dropped' when x.item is null then 'policy_added' else 'policy_changed' end,
      format('policy %I', coalesce(x.name, n.name))
    from jsonb_each(v_expected.policies) as x(name, item)
    full join jsonb_each(v_now -> 'policies') as n(name, item) on n.name = x.name
    where v_expected.table_id is not null and x.item is distinct from n.item
      -- Before the flip a project is still being built: what comes in addition is judged by the probe.
      and (x.item is not null or v_live);

    return query
    select 'api_grants', case r.role when 'anon' then 'anon_may' else 'authenticated_may' end, format('%s may %s', r.role, g.command)
    from unnest(array['anon', 'authenticated']) as r(role)
    cross join lateral jsonb_array_elements_text(v_now #> array['grants', r.role]) as g(command)
    where case r.role
      when 'anon' then not g.command = any (coalesce(v_expected.anon_commands, '{}'))
      -- TRUNCATE passes every policy by.
      else g.command = 'TRUNCATE' or v_live and v_expected.table_id is not null and not v_expected.grants -> 'authenticated' ? g.command end;
  end if;
end
$$;

revoke all on function cutover_private.protection_findings(cutover.cutover_tables) from public;
comment on function cutover_private.protection_findings(cutover.cutover_tables) is 'What the catalogs say against the protection of a table: row level security, policies and grants, against what is expected. A few milliseconds.';
