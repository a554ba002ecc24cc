create or replace function cutover_private.active_run(p_group_id bigint)
returns uuid
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return (select r.id from cutover.cutover_runs r where r.group_id = p_group_id and r.status in ('running', 'releasing'));

revoke all on function cutover_private.active_run(bigint) from public;
comment on function cutover_private.active_run(bigint) is 'The run under way for a group, or null.';
