create or replace function cutover_private.drift_percent(p_rows bigint, p_rows_legacy bigint, p_rows_supabase bigint)
returns numeric
language sql
immutable
set search_path = pg_catalog, pg_temp
-- Eight places: 1 row of 100 million must not print as none.
return round(p_rows * 100.0 / greatest(p_rows_legacy, p_rows_supabase, p_rows, 1), 8);

revoke all on function cutover_private.drift_percent(bigint, bigint, bigint) from public;
comment on function cutover_private.drift_percent(bigint, bigint, bigint) is 'Differing rows as a percentage of the larger side.';
