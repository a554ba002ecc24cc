create or replace function cutover_private.try_lock_group(p_group_id bigint)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.require_read_committed();
  return pg_try_advisory_xact_lock(cutover_private.group_lock_key(p_group_id));
end
$$;

revoke all on function cutover_private.try_lock_group(bigint) from public;
comment on function cutover_private.try_lock_group(bigint) is 'Takes the group''s lock until the transaction ends, if it is free. Raises CT213 under another isolation level than READ COMMITTED.';
