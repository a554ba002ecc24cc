create or replace function cutover_private.service_minutes(p_table_id bigint, p_after timestamptz, p_before timestamptz)
returns table (minute timestamptz, requests bigint, errors bigint, error_percent numeric, p95_ms numeric)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  -- Percentiles do not add up: of several reporters, the mean weighed by requests stands for the minute.
  select m.minute, sum(m.requests)::bigint, sum(m.errors)::bigint, sum(m.errors) * 100.0 / sum(m.requests),
    sum(m.p95_ms * m.requests) / sum(m.requests)
  from cutover.service_metrics m
  where m.table_id = p_table_id and m.minute >= p_after and m.minute + interval '1 minute' <= p_before
  group by m.minute
  having sum(m.requests) > 0
$$;

revoke all on function cutover_private.service_minutes(bigint, timestamptz, timestamptz) from public;
comment on function cutover_private.service_minutes(bigint, timestamptz, timestamptz) is 'The minutes with requests that lie wholly between two times, all reporters taken together.';
