create or replace function cutover_private.watch_backlog()
returns setof cutover_private.condition
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select
    'backlog:' || t.name, case b.level when 'over_limit' then 'critical' else 'warning' end,
    format('Changes of %s wait: %s of them, the oldest for %s seconds', t.name, b.entries, round(extract(epoch from clock_timestamp() - b.oldest_at))),
    jsonb_build_object('side', b.side, 'entries', b.entries, 'oldest_at', b.oldest_at, 'level', b.level, 'rules', b.reasons, 'measured_at', b.measured_at),
    t.id, t.group_id, null::uuid
  from cutover.backlogs b
  join cutover.cutover_tables t on t.id = b.table_id
  where b.level <> 'normal' and t.capturing_since is not null and t.finalized_at is null
$function$;

comment on function cutover_private.watch_backlog() is 'Tables whose backlog is beyond what the rules of phase monitoring allow: alarm is a warning, over_limit critical.';

revoke all on function cutover_private.watch_backlog() from public;
