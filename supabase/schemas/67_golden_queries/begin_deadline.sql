create or replace function cutover_private.begin_deadline(p_seconds integer)
returns integer
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  -- A deadline that other sessions see although nothing is committed: the lock's number. Seconds since a day in 2023, so that it fits.
  with deadline as materialized (
    select (ceil(extract(epoch from clock_timestamp())) - 1700000000)::integer + p_seconds as number
  ), taken as materialized (
    select d.number, pg_advisory_lock_shared(hashtext('cutover deadline'), d.number) from deadline d
  )
  select t.number from taken t
$$;

revoke all on function cutover_private.begin_deadline(integer) from public;
comment on function cutover_private.begin_deadline(integer) is 'From now on this session has p_seconds: then cutover_private.end_overdue_queries cancels what it does (57014). Returns the number to end it with.';
