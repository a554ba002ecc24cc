create or replace function cutover.record_service_metrics(
  p_table text, p_requests bigint, p_errors bigint, p_p95_ms numeric default null, p_minute timestamptz default null, p_reporter text default null
)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
return cutover.command('record_service_metrics', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'requests', p_requests, 'errors', p_errors,
  'p95_ms', p_p95_ms, 'minute', p_minute, 'reporter', p_reporter)));

revoke all on function cutover.record_service_metrics(text, bigint, bigint, numeric, timestamptz, text) from public;
grant execute on function cutover.record_service_metrics(text, bigint, bigint, numeric, timestamptz, text) to authenticated, service_role;
comment on function cutover.record_service_metrics(text, bigint, bigint, numeric, timestamptz, text) is 'Tells how a table was served in a minute (without p_minute, the one before this): requests, errors among them, 95th percentile in milliseconds. A later report of the same reporter and minute takes the place of the earlier one. Answers as cutover.command() does; refuses with CT001, CT002, CT241, CT242.';
