create or replace function cutover_private.record_drift(p_table_id bigint, p_job_id uuid, p_keys text[], p_kinds text[], p_columns text[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
begin
  select * into strict v_table from cutover.cutover_tables where id = p_table_id;
  insert into cutover.drifted_rows as d (table_id, key, kind, columns, differences, confirmed_at, job_id)
  select p_table_id, u.key::text[], u.kind, u.columns::text[], v.differences, clock_timestamp(), p_job_id
  from unnest(p_keys, p_kinds, p_columns) as u(key, kind, columns)
  left join cutover_private.value_differences(v_table, p_keys, p_columns) v on v.key = u.key
  on conflict (table_id, key_digest) do update
  set kind = excluded.kind,
    columns = excluded.columns,
    differences = excluded.differences,
    strikes = case when d.resolved_at is null then d.strikes + 1 else excluded.strikes end,
    -- A row that drifts again after it was put right is a new finding.
    first_seen_at = case when d.resolved_at is null then d.first_seen_at else excluded.first_seen_at end,
    confirmed_at = case when d.resolved_at is null then coalesce(d.confirmed_at, excluded.confirmed_at) else excluded.confirmed_at end,
    last_seen_at = excluded.last_seen_at,
    resolved_at = null,
    job_id = coalesce(excluded.job_id, d.job_id);
end
$$;

revoke all on function cutover_private.record_drift(bigint, uuid, text[], text[], text[]) from public;
comment on function cutover_private.record_drift(bigint, uuid, text[], text[], text[]) is 'Notes confirmed drift: parallel arrays of key, kind and columns (keys and columns as text[] literals). p_job_id null: found by the verifier. Raises CT5xx.';
