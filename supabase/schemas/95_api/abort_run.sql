create or replace function cutover.abort_run(p_group text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('abort', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'reason', p_reason)));

revoke all on function cutover.abort_run(text, text) from public;
grant execute on function cutover.abort_run(text, text) to authenticated, service_role;
comment on function cutover.abort_run(text, text) is 'Ends a run that has not flipped yet: writes released, nothing switched. Role operator.';
