create or replace function cutover_private.is_due(p_at timestamptz, p_pause interval)
returns boolean
language sql
volatile
set search_path = pg_catalog, pg_temp
return coalesce(p_at <= clock_timestamp() or p_at > clock_timestamp() + p_pause, true);

revoke all on function cutover_private.is_due(timestamptz, interval) from public;
comment on function cutover_private.is_due(timestamptz, interval) is 'Whether the time has come for what is looked at again after a pause; null: yes. A time further away than the pause was set by a clock that has been put back since, and would be waited for in vain.';
