create or replace function cutover_private.end_read_splits(p_group_id bigint, p_reason text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- Writers wait meanwhile: whoever leaves a change of a split or a flag open must not hold them up.
set lock_timeout = '500ms'
as $$
declare
  v_table_ids bigint[] := array(select t.id from cutover.cutover_tables t where t.group_id = p_group_id);
begin
  perform cutover_private.end_read_ramps(v_table_ids, p_reason);
  -- What is pinned or excluded was meant for that split.
  delete from cutover.read_splits where table_id = any (v_table_ids);
exception when lock_not_available then
  perform cutover_private.fail('CT601', 'Somebody''s change of a read split or feature flag stays open.', (
      select string_agg(distinct format('pid %s (%s, %s)', a.pid, a.usename, coalesce(nullif(a.application_name, ''), a.backend_type)), '; ')
      from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.granted and l.mode = 'RowExclusiveLock' and l.pid <> pg_backend_pid()
        and l.relation in ('cutover.read_splits'::regclass, 'cutover.read_ramps'::regclass, 'cutover_private.read_switches'::regclass)),
    'Nothing was switched. Commit that transaction or end the session, then try again.');
end
$$;

revoke all on function cutover_private.end_read_splits(bigint, text) from public;
comment on function cutover_private.end_read_splits(bigint, text) is 'The whole group is read from one side again: ends its ramps and takes its splits away. Raises CT601.';
