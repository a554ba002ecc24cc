create or replace function cutover_private.limit_legacy_timeout(p_seconds numeric)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select set_config('cutover.legacy_timeout_seconds', p_seconds::text, true);
end;

revoke all on function cutover_private.limit_legacy_timeout(numeric) from public;
comment on function cutover_private.limit_legacy_timeout(numeric) is 'Until the transaction ends, no call of a legacy server waits longer than this.';
