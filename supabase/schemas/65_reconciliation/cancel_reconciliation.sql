create or replace function cutover.cancel_reconciliation(p_job uuid, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('cancel_reconciliation', jsonb_strip_nulls(jsonb_build_object('job', p_job, 'reason', p_reason)));

revoke all on function cutover.cancel_reconciliation(uuid, text) from public;
grant execute on function cutover.cancel_reconciliation(uuid, text) to authenticated, service_role;
comment on function cutover.cancel_reconciliation(uuid, text) is 'Comparison of a table, by an operator: ends it for good; it proves nothing then. Role operator. Answers as cutover.command() does; refuses with CT001, CT012, CT201.';
