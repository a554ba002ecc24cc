create or replace function cutover_private.policy_fingerprint(p_table cutover.cutover_tables)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return (
  select encode(sha256(convert_to(concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity, c.relowner::bigint, (
    select string_agg(format('%L %s %s %s %L %L', p.polname, p.polcmd, p.polpermissive, p.polroles::bigint[],
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), ',' order by p.polname)
    from pg_policy p where p.polrelid = c.oid)), 'UTF8')), 'hex')
  from pg_class c where c.oid = to_regclass(format('%I.%I', p_table.supabase_schema, p_table.supabase_table)));

revoke all on function cutover_private.policy_fingerprint(cutover.cutover_tables) from public;
comment on function cutover_private.policy_fingerprint(cutover.cutover_tables) is 'Changes with the policies of the supabase table, and with whether they hold.';
