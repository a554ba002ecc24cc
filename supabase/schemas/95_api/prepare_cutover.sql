create or replace function cutover.prepare_cutover(p_group text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('prepare', jsonb_strip_nulls(jsonb_build_object('group', p_group)));

revoke all on function cutover.prepare_cutover(text) from public;
grant execute on function cutover.prepare_cutover(text) to authenticated, service_role;
comment on function cutover.prepare_cutover(text) is 'Measures every rule, returns the checklist, moves the group to ready when it passes. Role operator.';
