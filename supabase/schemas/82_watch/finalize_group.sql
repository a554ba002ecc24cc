create or replace function cutover.finalize_group(p_group text, p_confirm text default null, p_dry_run boolean default false)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
return cutover.command('finalize_group', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'confirm', p_confirm, 'dry_run', p_dry_run)));

revoke all on function cutover.finalize_group(text, text, boolean) from public;
grant execute on function cutover.finalize_group(text, text, boolean) to authenticated, service_role;
comment on function cutover.finalize_group(text, text, boolean) is 'Ends the way back of a completed group for good; p_confirm is its name. For approvers who did not execute its cutover. Answers as cutover.command() does; refuses with CT001, CT201, CT205, CT211, CT235, CT236, CT601.';
