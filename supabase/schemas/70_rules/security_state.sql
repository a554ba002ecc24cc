create or replace function cutover_private.security_state(p_table cutover.cutover_tables)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object(
    'rls_enabled', c.relrowsecurity,
    'rls_forced', c.relforcerowsecurity,
    'policies', (
      select coalesce(jsonb_object_agg(p.polname, jsonb_build_object(
        'command', case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end,
        'permissive', p.polpermissive,
        'roles', (select jsonb_agg(case r.oid when 0 then 'public' else pg_get_userbyid(r.oid)::text end order by 1) from unnest(p.polroles) as r(oid)),
        'using', pg_get_expr(p.polqual, p.polrelid),
        'check', pg_get_expr(p.polwithcheck, p.polrelid))), '{}')
      from pg_policy p where p.polrelid = c.oid),
    'grants', (
      select jsonb_object_agg(r.name, (
        select coalesce(jsonb_agg(k.command order by k.command), '[]')
        from unnest(array['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE']) as k(command)
        where has_table_privilege(r.name, c.oid, k.command)
          or k.command in ('INSERT', 'REFERENCES', 'SELECT', 'UPDATE') and has_any_column_privilege(r.name, c.oid, k.command)))
      from unnest(array['anon', 'authenticated']) as r(name)))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = p_table.supabase_schema and c.relname = p_table.supabase_table
$$;

revoke all on function cutover_private.security_state(cutover.cutover_tables) from public;
comment on function cutover_private.security_state(cutover.cutover_tables) is 'What protects the supabase table right now: row level security, policies, and what anon and authenticated may do. Null if the table is gone.';
