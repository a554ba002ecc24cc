create or replace function cutover_private.has_alike_ranges(p_table cutover.cutover_tables)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return cutover_agent.is_key_ordered_alike(p_table.supabase_endpoint)
  or not cutover_private.is_remote(p_table.source_id, 'legacy') and cutover_agent.can_join(p_table.legacy_endpoint, p_table.supabase_endpoint);

revoke all on function cutover_private.has_alike_ranges(cutover.cutover_tables) from public;
comment on function cutover_private.has_alike_ranges(cutover.cutover_tables) is 'True if both sides of a table sort its keys alike, so that a range of keys means the same rows on both.';
