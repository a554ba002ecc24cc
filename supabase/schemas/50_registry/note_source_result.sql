create or replace function cutover_private.note_source_result(p_source_id bigint, p_error text default null)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_error is null then
    update cutover.source_health set failures = 0, retry_at = null, last_success_at = clock_timestamp()
    where source_id = p_source_id and failures > 0;
    return;
  end if;
  insert into cutover.source_health (source_id, failures, last_error, last_error_at, retry_at)
  values (p_source_id, 1, left(p_error, 300), clock_timestamp(), clock_timestamp() + interval '1 second')
  on conflict (source_id) do update set failures = cutover.source_health.failures + 1, last_error = excluded.last_error, last_error_at = clock_timestamp(),
    retry_at = clock_timestamp() + make_interval(secs => least(30, power(2, least(cutover.source_health.failures, 5))));
end
$$;

revoke all on function cutover_private.note_source_result(bigint, text) from public;
comment on function cutover_private.note_source_result(bigint, text) is 'Notes that a legacy server answered (null) or failed; after failures the drivers leave it alone for 1, 2, 4 … 30 seconds.';
