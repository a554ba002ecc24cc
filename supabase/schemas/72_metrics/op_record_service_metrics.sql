create or replace function cutover_private.op_record_service_metrics(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  c_reporters constant integer := 1000;
  v_table cutover.cutover_tables;
  v_requests bigint;
  v_errors bigint;
  v_p95_ms numeric;
  v_now timestamptz := clock_timestamp();
  v_minute timestamptz;
  v_subject text := (select subject from cutover_private.actor());
  v_reporter text;
  v_new boolean;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'requests', 'errors', 'p95_ms', 'minute', 'reporter');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_requests := cutover_private.argument_integer(p_arguments, 'requests', true, 0, 1000000000);
  v_errors := cutover_private.argument_integer(p_arguments, 'errors', true, 0, 1000000000);
  v_p95_ms := cutover_private.argument_number(p_arguments, 'p95_ms', v_requests > 0, 0, 3600000);
  v_reporter := coalesce(cutover_private.argument_text(p_arguments, 'reporter', false, 200), v_subject);
  if v_errors > v_requests then
    perform cutover_private.fail('CT001', format('Argument errors: %s of %s requests cannot have failed.', v_errors, v_requests), null,
      'requests counts all of them, those that failed as well.');
  end if;
  v_minute := coalesce(cutover_private.argument_timestamp(p_arguments, 'minute', false), v_now - interval '1 minute');
  -- What is written about yesterday could give a switch a better past.
  if v_minute < v_now - interval '1 hour' or v_minute > v_now + interval '1 minute' then
    perform cutover_private.fail('CT001', 'Argument minute: a report is about a minute of the last hour.', null,
      format('Give a time from %s to %s, or leave it out for the minute before this one.', v_now - interval '1 hour', v_now));
  end if;
  v_minute := date_trunc('minute', v_minute, 'UTC');
  insert into cutover.service_metrics (table_id, minute, reporter, requests, errors, p95_ms, recorded_by)
  values (v_table.id, v_minute, v_reporter, v_requests, v_errors, v_p95_ms, v_subject)
  on conflict (table_id, minute, reporter) do update set requests = excluded.requests, errors = excluded.errors, p95_ms = excluded.p95_ms,
    recorded_at = clock_timestamp()
  -- Nobody takes the report of another away: what takes a group back would be unsaid.
  where service_metrics.recorded_by = excluded.recorded_by
  returning xmax = 0 into v_new;
  if v_new is null then
    perform cutover_private.fail('CT241', format('Reporter %s of table %s has reported the minute %s already, with other credentials.',
      quote_literal(v_reporter), quote_ident(v_table.name), v_minute));
  elsif v_new and (select count(*) from cutover.service_metrics m where m.table_id = v_table.id and m.minute = v_minute) > c_reporters then
    perform cutover_private.fail('CT242', format('Table %s has %s reporters of the minute %s already.', quote_ident(v_table.name), c_reporters, v_minute));
  end if;
  return jsonb_build_object('table', v_table.name, 'minute', v_minute, 'reporter', v_reporter);
end
$$;

revoke all on function cutover_private.op_record_service_metrics(jsonb) from public;
comment on function cutover_private.op_record_service_metrics(jsonb) is 'Operation record_service_metrics {table, requests, errors, p95_ms, minute?, reporter?}: how a table was served in a minute of the last hour, as one instance of an application counted it. Raises CT001, CT002, CT241, CT242.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('record_service_metrics', 'op_record_service_metrics', 'operator', true, 'table');
