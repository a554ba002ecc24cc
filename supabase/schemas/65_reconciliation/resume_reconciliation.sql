create or replace function cutover.resume_reconciliation(p_job uuid)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('resume_reconciliation', jsonb_strip_nulls(jsonb_build_object('job', p_job)));

revoke all on function cutover.resume_reconciliation(uuid) from public;
grant execute on function cutover.resume_reconciliation(uuid) to authenticated, service_role;
comment on function cutover.resume_reconciliation(uuid) is 'A paused comparison goes on where it stood. Role operator. Answers as cutover.command() does; refuses with CT012, CT201.';
