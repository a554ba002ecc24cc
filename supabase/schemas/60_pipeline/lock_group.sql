create or replace function cutover_private.lock_group(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '20s'
as $$
begin
  perform cutover_private.require_read_committed();
  perform pg_advisory_xact_lock(cutover_private.group_lock_key(p_group_id));
exception
  when lock_not_available then
    perform cutover_private.fail('CT212', 'The table group is busy.', null, 'Another session is working on it; try again in a moment.');
end
$$;

revoke all on function cutover_private.lock_group(bigint) from public;
comment on function cutover_private.lock_group(bigint) is 'Takes the group''s lock until the transaction ends; waits at most 20 s, then raises CT212. Raises CT213 under another isolation level than READ COMMITTED.';
