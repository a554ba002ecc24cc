create or replace function cutover_private.driver_end(p_seconds integer)
returns timestamptz
language sql
volatile
set search_path = pg_catalog, pg_temp
as $function$
  -- Just past the minute: pg_cron has the next one in line by then and starts it at once, so that there is no gap.
  select case when p_seconds is null then date_trunc('minute', clock_timestamp()) + interval '60.5 seconds'
    else clock_timestamp() + make_interval(secs => p_seconds) end
$function$;

revoke all on function cutover_private.driver_end(integer) from public;
comment on function cutover_private.driver_end(integer) is 'When a driver that begins now makes room for the next one: after p_seconds, or (null) just past the minute, when pg_cron has its successor ready.';
