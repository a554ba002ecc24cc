create or replace function cutover_private.end_deadline(p_number integer)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select pg_advisory_unlock_shared(hashtext('cutover deadline'), p_number);
end;

revoke all on function cutover_private.end_deadline(integer) from public;
comment on function cutover_private.end_deadline(integer) is 'Ends the deadline that cutover_private.begin_deadline set; after a cancel as well, for no transaction ends it.';
