create or replace function cutover.rollback_cutover(p_group text, p_reason text, p_mode text default null, p_on_conflict text default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('rollback', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'mode', p_mode, 'reason', p_reason, 'on_conflict', p_on_conflict)));

revoke all on function cutover.rollback_cutover(text, text, text, text) from public;
grant execute on function cutover.rollback_cutover(text, text, text, text) to authenticated, service_role;
comment on function cutover.rollback_cutover(text, text, text, text) is 'Starts the run back to legacy: mode drain (default) or immediate; or, in mode reads_only, sends the reads alone back, at once; p_on_conflict legacy_wins or supabase_wins (default: the group''s policy) for rows that both sides write around an immediate one. Role operator.';
