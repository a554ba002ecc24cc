create or replace function cutover.reconcile(p_table text, p_kind text default 'full')
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('reconcile', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'kind', p_kind)));

revoke all on function cutover.reconcile(text, text) from public;
grant execute on function cutover.reconcile(text, text) to authenticated, service_role;
comment on function cutover.reconcile(text, text) is 'Queues a comparison of both sides of a table: full or incremental. Role operator. Answers as cutover.command() does; refuses with CT001, CT002.';
