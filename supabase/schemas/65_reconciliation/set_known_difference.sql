create or replace function cutover.set_known_difference(p_table text, p_column text, p_owner text, p_expires_at timestamptz, p_reason text,
  p_condition text default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('set_known_difference', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'column', p_column, 'owner', p_owner,
  'expires_at', p_expires_at, 'reason', p_reason, 'condition', p_condition)));

revoke all on function cutover.set_known_difference(text, text, text, timestamptz, text, text) from public;
grant execute on function cutover.set_known_difference(text, text, text, timestamptz, text, text) to authenticated, service_role;
comment on function cutover.set_known_difference(text, text, text, timestamptz, text, text) is 'Differences of a column are known, and no drift, until they expire; p_condition, over the values legacy and supabase, says which. Role admin. Answers as cutover.command() does; refuses with CT001, CT002, CT013.';
