create or replace function cutover_private.verifier_turn()
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_hours integer := greatest(1, cutover_private.setting('verifier_check_hours')::text::integer);
  v_source_id bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('cutover verifier check'), 0) then
    return false;
  end if;
  select s.id into v_source_id
  from cutover.legacy_sources s
  where (cutover_private.capabilities(s.id)).captures_changes
    and exists (select from cutover.cutover_tables t where t.source_id = s.id and t.capturing_since is not null and t.finalized_at is null)
    and not exists (select from cutover.verifier_checks c where c.source_id = s.id
      and c.checked_at > clock_timestamp() - case c.verdict when 'sound' then make_interval(hours => v_hours) else interval '15 minutes' end)
  order by s.id
  limit 1;
  if v_source_id is null then
    return false;
  end if;
  perform cutover_private.check_verifier(v_source_id);
  return true;
end
$$;

revoke all on function cutover_private.verifier_turn() from public;
comment on function cutover_private.verifier_turn() is 'Checks the verifier on a source where that is due: once in verifier_check_hours, after anything but a sound check in 15 minutes. One worker at a time. Returns whether there was one.';
