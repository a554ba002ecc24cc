create or replace function cutover_private.count_violations(p_source_id bigint, p_sql text, p_seconds integer)
returns integer
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select (cutover_private.golden_fingerprint(p_source_id, 'supabase', format('select 1 from (%s%s%1$s) as "cutover query" limit 1000', chr(10), p_sql), false,
    p_seconds))[1]::integer
$$;

revoke all on function cutover_private.count_violations(bigint, text, integer) from public;
comment on function cutover_private.count_violations(bigint, text, integer) is 'How many rows a query gives, up to 1000, as cutover_reader, read only, within p_seconds. Raises CT013, CT607.';
