create or replace function cutover_private.completion_since(p_table cutover.cutover_tables)
returns timestamptz
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
-- A key that was missing in between counts, even if nobody was watching then.
return greatest(p_table.cutover_at, (select c.broke_at from cutover.completions c where c.table_id = p_table.id),
  (select max(d.resolved_at) from cutover.drifted_rows d
   where d.table_id = p_table.id and d.kind = 'missing' and d.confirmed_at >= p_table.cutover_at));

revoke all on function cutover_private.completion_since(cutover.cutover_tables) from public;
comment on function cutover_private.completion_since(cutover.cutover_tables) is 'Since when the criteria of completion hold for a table: its cutover, the last time one was found broken, or the end of the last missing key.';
