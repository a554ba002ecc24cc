create or replace function cutover_private.watch_journal_growth()
returns setof cutover_private.condition
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select
    'journal_growth:' || t.name, 'warning', format('The journal of %s only grows: from %s to %s entries', t.name, min(s.entries), max(s.entries)),
    jsonb_build_object('entries', array_agg(s.entries order by s.sampled_at), 'since', min(s.sampled_at)), t.id, t.group_id, null::uuid
  from (
    select
      b.table_id, b.sampled_at, b.entries, row_number() over backwards as number,
      b.entries - lead(b.entries) over backwards as grown
    from cutover_private.backlog_samples b
    where b.sampled_at > clock_timestamp() - interval '1 hour'
    window backwards as (partition by b.table_id order by b.sampled_at desc)
  ) s
  join cutover.cutover_tables t on t.id = s.table_id
  where s.number <= 4
  group by t.id, t.name, t.group_id
  having count(*) = 4 and bool_and(s.number = 4 or s.grown > 0) and max(s.entries) >= 1000
$function$;

comment on function cutover_private.watch_journal_growth() is 'Tables whose journal was longer at each of the last four samples than at the one before, and has a thousand entries or more.';

revoke all on function cutover_private.watch_journal_growth() from public;
