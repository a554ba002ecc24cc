create or replace function cutover_private.policy_question(p_table cutover.cutover_tables, p_command text, p_kind text)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return format('select %s from (select ($1).*) as %I',
  cutover_private.policy_condition(p_table, array['*', p_command], p_kind), p_table.supabase_table);

revoke all on function cutover_private.policy_question(cutover.cutover_tables, text, text) from public;
comment on function cutover_private.policy_question(cutover.cutover_tables, text, text) is 'The statement that asks whether a row ($1) of the routed view meets the policies of the supabase table for a command.';
