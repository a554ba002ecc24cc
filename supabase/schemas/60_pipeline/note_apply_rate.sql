create or replace function cutover_private.note_apply_rate(p_group_id bigint, p_rows bigint, p_since timestamptz)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into cutover.apply_rates (group_id, rows_per_second)
  values (p_group_id, round(p_rows / greatest(extract(epoch from clock_timestamp() - p_since), 0.001), 1))
  on conflict (group_id) do update set rows_per_second = excluded.rows_per_second, measured_at = clock_timestamp()
$$;

revoke all on function cutover_private.note_apply_rate(bigint, bigint, timestamptz) from public;
comment on function cutover_private.note_apply_rate(bigint, bigint, timestamptz) is 'Keeps how fast rows of a group were last applied.';
