create or replace function cutover_private.legacy_timeout(p_seconds numeric default null)
returns numeric
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
-- Who holds writers back sets the transaction's own limit; nobody else gets more than is asked for here.
return least(coalesce(p_seconds, cutover_private.setting('legacy_timeout_seconds')::text::numeric),
  nullif(current_setting('cutover.legacy_timeout_seconds', true), '')::numeric);

revoke all on function cutover_private.legacy_timeout(numeric) from public;
comment on function cutover_private.legacy_timeout(numeric) is 'How many seconds to wait for an answer of a legacy server: p_seconds, else the setting legacy_timeout_seconds; never more than the transaction''s limit (limit_legacy_timeout).';
