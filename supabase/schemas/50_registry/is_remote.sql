create or replace function cutover_private.is_remote(p_source_id bigint, p_side text)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return p_side = 'legacy' and exists (
  select from cutover.legacy_sources s join cutover.source_kinds k on k.name = s.kind where s.id = p_source_id and k.has_own_agent);

revoke all on function cutover_private.is_remote(bigint, text) from public;
comment on function cutover_private.is_remote(bigint, text) is 'True if this side has an agent of its own on another server.';
