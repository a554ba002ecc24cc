create or replace function cutover_private.stale_policies(p_table cutover.cutover_tables)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return cutover_private.is_foreign(p_table, 'legacy') and 'legacy' in (p_table.write_source, replace(p_table.read_source, 'dual', 'legacy'))
  and coalesce((
    select obj_description(v.oid, 'pg_class') from pg_class v
    where v.oid = to_regclass(format('cutover_routing.%I', 'legacy_' || p_table.id))), '')
    <> cutover_private.policy_fingerprint(p_table);

revoke all on function cutover_private.stale_policies(cutover.cutover_tables) from public;
comment on function cutover_private.stale_policies(cutover.cutover_tables) is 'Whether the routed view over a foreign table was made of older policies than the supabase table has.';
