create or replace function cutover.resolve_queued_write(p_id bigint, p_action text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('resolve_queued_write', jsonb_strip_nulls(jsonb_build_object('id', p_id, 'action', p_action, 'reason', p_reason)));

revoke all on function cutover.resolve_queued_write(bigint, text, text) from public;
grant execute on function cutover.resolve_queued_write(bigint, text, text) to authenticated, service_role;
comment on function cutover.resolve_queued_write(bigint, text, text) is 'A queued write that ended in a conflict is replayed again (retry) or given up (discard). Role operator.';
