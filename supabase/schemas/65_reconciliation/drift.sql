create or replace function cutover_private.drift(p_table_id bigint)
returns table (
  drift_percent numeric, missing bigint, extra bigint, mismatched bigint, rows_legacy bigint, rows_supabase bigint, measured_at timestamptz
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select cutover_private.drift_percent(d.missing + d.extra + d.mismatched, j.rows_legacy, j.rows_supabase),
    d.missing, d.extra, d.mismatched, j.rows_legacy, j.rows_supabase, j.finished_at
  from (
    select count(*) filter (where r.kind = 'missing') as missing,
      count(*) filter (where r.kind = 'extra') as extra,
      count(*) filter (where r.kind = 'mismatched') as mismatched
    from cutover.drifted_rows r
    where r.table_id = p_table_id and r.confirmed_at is not null and r.resolved_at is null
  ) d
  left join lateral (
    select f.rows_legacy, f.rows_supabase, f.finished_at
    from cutover.reconciliation_jobs f
    where f.table_id = p_table_id and f.kind = 'full' and f.status = 'completed'
    order by f.finished_at desc
    limit 1
  ) j on true
  -- Without a full comparison nothing is known, whatever the verifier found.
  where j.finished_at is not null or d.missing + d.extra + d.mismatched > 0;
$$;

revoke all on function cutover_private.drift(bigint) from public;
comment on function cutover_private.drift(bigint) is 'Confirmed drift of a table as it is known now: rows and time of the last completed full reconciliation, and the drift that is open at this moment. No row, or null measured_at: never compared in full.';
