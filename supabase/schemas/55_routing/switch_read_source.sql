create or replace function cutover.switch_read_source(p_read_source text, p_reason text, p_table text default null, p_group text default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('switch_read_source',
  jsonb_strip_nulls(jsonb_build_object('table', p_table, 'group', p_group, 'read_source', p_read_source, 'reason', p_reason)));

revoke all on function cutover.switch_read_source(text, text, text, text) from public;
grant execute on function cutover.switch_read_source(text, text, text, text) to authenticated, service_role;
comment on function cutover.switch_read_source(text, text, text, text) is 'Who answers reads of a table or a whole group: legacy, supabase, or dual (cutover.read_side() for each statement). Writes stay where they are. Role operator. The answer names what PostgreSQL cannot do through the view meanwhile (limits).';
