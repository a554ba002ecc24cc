create or replace function cutover_private.op_make_daily_report(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_today date := (now() at time zone 'UTC')::date;
  v_day date := coalesce(cutover_private.argument_day(p_arguments, 'day', false), v_today - 1);
begin
  perform cutover_private.allow_arguments(p_arguments, 'day');
  -- What a report is made of is kept for 90 days.
  if v_day > v_today or v_day < v_today - 89 then
    perform cutover_private.fail('CT001', format('The argument "day" must be between %s and %s (UTC).', v_today - 89, v_today));
  end if;
  return cutover_private.daily_report(v_day);
end
$$;

revoke all on function cutover_private.op_make_daily_report(jsonb) from public;
comment on function cutover_private.op_make_daily_report(jsonb) is
  'Operation make_daily_report {day?: default yesterday}: makes the report, anew if need be, and sends it. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('make_daily_report', 'op_make_daily_report', 'operator', 'day', 'report.make');
