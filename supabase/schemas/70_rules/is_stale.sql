create or replace function cutover_private.is_stale(p_rule cutover.rules, p_measured_at timestamptz, p_expires_at timestamptz)
returns boolean
language sql
volatile
security definer
set search_path = pg_catalog, pg_temp
return case p_rule.kind when 'attested' then coalesce(p_expires_at <= clock_timestamp(), false)
    else p_rule.max_age_seconds > 0 and coalesce(p_measured_at < clock_timestamp() - make_interval(secs => p_rule.max_age_seconds), false) end
  -- From before the clock was put back: nobody knows how old it is.
  or p_rule.max_age_seconds > 0 and coalesce(p_measured_at > clock_timestamp(), false);

revoke all on function cutover_private.is_stale(cutover.rules, timestamptz, timestamptz) from public;
comment on function cutover_private.is_stale(cutover.rules, timestamptz, timestamptz) is 'Whether what was measured or attested for a rule counts no more: expired, too old, or from a time that is still to come.';
