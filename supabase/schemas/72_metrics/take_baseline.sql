create or replace function cutover_private.take_baseline(p_table_id bigint, p_flipped_at timestamptz)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from cutover.service_baselines where table_id = p_table_id;
  insert into cutover.service_baselines (table_id, first_minute, last_minute, minutes, requests, errors, error_percent, p95_ms, requests_per_minute)
  select p_table_id, min(m.minute), max(m.minute), count(*), sum(m.requests), sum(m.errors), round(sum(m.errors) * 100.0 / sum(m.requests), 4),
    round(sum(m.p95_ms * m.requests) / sum(m.requests), 3), round(sum(m.requests) / count(*), 2)
  from cutover_private.service_minutes(p_table_id,
    p_flipped_at - make_interval(secs => cutover_private.setting('baseline_hours')::text::double precision * 3600), p_flipped_at) m
  having count(*) > 0;
end
$$;

revoke all on function cutover_private.take_baseline(bigint, timestamptz) from public;
comment on function cutover_private.take_baseline(bigint, timestamptz) is 'Keeps how a table was served before its flip, in place of what was kept of an earlier one.';
