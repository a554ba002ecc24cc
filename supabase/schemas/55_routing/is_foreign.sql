create or replace function cutover_private.is_foreign(p_table cutover.cutover_tables, p_side text)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return p_side = 'legacy' and (cutover_private.is_remote(p_table.source_id, p_side) or exists (
  select from pg_class c where c.oid = to_regclass(format('%I.%I', p_table.legacy_schema, p_table.legacy_table)) and c.relkind = 'f'));

revoke all on function cutover_private.is_foreign(cutover.cutover_tables, text) from public;
comment on function cutover_private.is_foreign(cutover.cutover_tables, text) is 'True if this side of a table is reached through a foreign table, with the user mapping of its owner.';
