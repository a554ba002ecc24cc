create or replace function cutover_private.capabilities(p_source_id bigint)
returns cutover.source_kinds
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return (select k from cutover.legacy_sources s join cutover.source_kinds k on k.name = s.kind where s.id = p_source_id);

revoke all on function cutover_private.capabilities(bigint) from public;
comment on function cutover_private.capabilities(bigint) is 'What can be done with this legacy source.';
