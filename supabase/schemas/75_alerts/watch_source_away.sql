create or replace function cutover_private.watch_source_away()
returns setof cutover_private.condition
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select
    'source_away:' || s.name, case when h.failures >= 30 then 'critical' else 'warning' end,
    format('The legacy server %s has not answered %s times in a row', s.name, h.failures),
    jsonb_build_object('failures', h.failures, 'last_error_at', h.last_error_at, 'last_success_at', h.last_success_at),
    null::bigint, null::bigint, null::uuid
  from cutover.source_health h
  join cutover.legacy_sources s on s.id = h.source_id
  where h.failures >= 3
$function$;

comment on function cutover_private.watch_source_away() is 'Legacy servers that did not answer three times in a row, a warning; thirty times, which takes a quarter of an hour, critical.';

revoke all on function cutover_private.watch_source_away() from public;
