create or replace function cutover_private.events_of_day(p_day date, p_table_id bigint default null, p_group_id bigint default null)
returns table (write_pauses_ms numeric [], alerts jsonb, incidents jsonb)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  with day as (
    select p_day::timestamp at time zone 'UTC' as starts_at, (p_day + 1)::timestamp at time zone 'UTC' as ends_at
  ), raised as (
    -- What concerns its whole group concerns the table.
    select a.*
    from cutover.alerts a cross join day d
    where a.raised_at >= d.starts_at and a.raised_at < d.ends_at
      and (p_table_id is null or a.table_id = p_table_id or a.table_id is null and a.group_id = p_group_id)
  )
  select
    coalesce((
      select array_agg((r.result ->> 'write_pause_ms')::numeric order by r.requested_at)
      from cutover.cutover_runs r cross join day d
      where r.result ? 'write_pause_ms' and (p_group_id is null or r.group_id = p_group_id)
        and (r.result ->> 'flipped_at')::timestamptz >= d.starts_at and (r.result ->> 'flipped_at')::timestamptz < d.ends_at), '{}'),
    coalesce((select jsonb_object_agg(l.level, l.count) from (select a.level, count(*) as count from raised a group by a.level) l), '{}'),
    coalesce((
      select jsonb_agg(jsonb_build_object('at', i.raised_at, 'kind', i.kind, 'key', i.key, 'title', i.title) order by i.raised_at)
      from (
        select a.* from raised a
        where a.level = 'critical' or a.kind in ('group_rolled_back', 'run_released')
        order by a.raised_at limit 50
      ) i), '[]')
$function$;

comment on function cutover_private.events_of_day(date, bigint, bigint) is
  'What happened on a day (UTC) to a table and its group, or at all: how long writers waited at each switch, how many alerts of each level, and the first fifty incidents.';

revoke all on function cutover_private.events_of_day(date, bigint, bigint) from public;
