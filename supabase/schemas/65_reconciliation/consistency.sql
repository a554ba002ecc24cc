create or replace function cutover_private.consistency(p_table cutover.cutover_tables)
returns jsonb
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  with facts as (
    select d.missing, d.extra, d.mismatched, d.drift_percent, l.looked_at,
      -- When the older end of a full look began: every row was compared at that time or later.
      greatest(f.started_at, s.last_cycle_started_at) as every_row_since
    from (values (true)) as one(row)
    left join cutover_private.drift(p_table.id) d on true
    left join cutover.reconciliation_slices s on s.table_id = p_table.id
    left join lateral (
      select max(j.started_at) as started_at from cutover.reconciliation_jobs j where j.table_id = p_table.id and j.kind = 'full' and j.status = 'completed'
    ) f on true
    left join lateral (
      select max(j.finished_at) as looked_at
      from cutover.reconciliation_jobs j where j.table_id = p_table.id and j.kind in ('full', 'incremental') and j.status = 'completed'
    ) l on true
  ), reasons as (
    select f.*, case
      when p_table.capture_stopped_at is not null then 'capture was stopped, so that changes are not carried over'
      when p_table.capturing_since is null or p_table.backfilled_at is null then 'the rows are not all copied yet'
      when (
        select c.verdict from cutover.verifier_checks c
        where c.source_id = p_table.source_id and c.verdict <> 'not checked'
        order by c.checked_at desc
        limit 1) = 'broken' then 'the verifier itself is broken: cutover.verifier_status'
      when f.every_row_since is null then 'not every row has been compared yet' end as unknown_because
    from facts f
  )
  select jsonb_strip_nulls(jsonb_build_object(
    'table', p_table.name,
    'verdict', case
      when coalesce(r.missing + r.extra + r.mismatched, 0) > 0 then 'inconsistent'
      when r.unknown_because is not null then 'unknown'
      else 'consistent' end,
    'unknown_because', r.unknown_because,
    'truth', p_table.write_source,
    'looked_at', r.looked_at,
    'age_seconds', round(extract(epoch from clock_timestamp() - r.looked_at), 1),
    'every_row_since', r.every_row_since,
    'every_row_age_seconds', round(extract(epoch from clock_timestamp() - r.every_row_since), 1),
    'missing', coalesce(r.missing, 0), 'extra', coalesce(r.extra, 0), 'mismatched', coalesce(r.mismatched, 0), 'drift_percent', r.drift_percent,
    'not_yet_applied', (select b.entries from cutover.backlogs b where b.table_id = p_table.id),
    'not_yet_verified', (select count(*) from cutover_private.verify_queue q where q.table_id = p_table.id)))
  from reasons r
$$;

revoke all on function cutover_private.consistency(cutover.cutover_tables) from public;
comment on function cutover_private.consistency(cutover.cutover_tables) is 'What is known of a table without another look: verdict (consistent, inconsistent, unknown), the age of the last look, since when every row was compared, open drift, and what is still on its way.';
