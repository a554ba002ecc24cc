create or replace function cutover_private.notify(p_alert_id bigint, p_event text)
returns integer
language sql
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select cutover_private.send_to_targets(p_event, a.level, a.group_id, format('alert %s, %s,', a.id, p_event), jsonb_build_object('alert', jsonb_build_object(
      'id', a.id, 'key', a.key, 'kind', a.kind, 'level', a.level, 'title', a.title, 'detail', a.detail, 'remedy', a.remedy,
      'table', t.name, 'group', g.name, 'run', a.run_id, 'raised_at', a.raised_at, 'occurrences', a.occurrences, 'resolution', a.resolution)), a.id)
  from cutover.alerts a
  left join cutover.cutover_tables t on t.id = a.table_id
  left join cutover.table_groups g on g.id = a.group_id
  where a.id = p_alert_id
$function$;

comment on function cutover_private.notify(bigint, text) is
  'Puts what happened to an alert (raised, escalated, repeated, resolved) into the outbox, in this transaction. Returns for how many targets.';

revoke all on function cutover_private.notify(bigint, text) from public;
