create or replace function cutover_private.group_lock_key(p_group_id bigint)
returns bigint
language sql
immutable
set search_path = pg_catalog, pg_temp
return hashtextextended('cutover group ' || p_group_id, 0);

revoke all on function cutover_private.group_lock_key(bigint) from public;
comment on function cutover_private.group_lock_key(bigint) is 'Advisory lock of a table group. Applier, verifier and runs hold it, first of all locks, so that one of them works on a group at a time.';
