create or replace function cutover_private.write_source(p_group_id bigint)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return (select min(t.write_source) from cutover.cutover_tables t where t.group_id = p_group_id);

revoke all on function cutover_private.write_source(bigint) from public;
comment on function cutover_private.write_source(bigint) is 'The side that is the truth for a group; its tables flip together, so there is one.';
