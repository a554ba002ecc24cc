create or replace function cutover_private.return_reads(p_group cutover.table_groups, p_reason text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_before jsonb := '{}'::jsonb;
  v_environment text := cutover_private.setting('environment') #>> '{}';
  v_split record;
begin
  if cutover_private.active_run(p_group.id) is not null then
    perform cutover_private.fail('CT205', format('A run is under way for group %s.', quote_ident(p_group.name)), cutover_private.active_run(p_group.id)::text,
      'Wait until it ends: cutover.status() shows it.');
  end if;
  for v_table in select * from cutover.cutover_tables where group_id = p_group.id order by position, name loop
    if v_table.finalized_at is not null then
      perform cutover_private.fail('CT211', format('Group %s is finalized; there is no way back.', quote_ident(p_group.name)));
    end if;
    if v_table.write_source = 'supabase' and v_table.capture_stopped_at is not null then
      perform cutover_private.fail('CT606', format('Legacy was left behind: capture of table %s was stopped.', quote_ident(v_table.name)), null,
        'Start the backfill (cutover.start_backfill), wait for its end, then roll back.');
    end if;
    v_before := v_before || jsonb_build_object(v_table.name, v_table.read_source);
  end loop;
  -- Or they would go up again.
  perform cutover_private.end_read_ramps(
    array(select t.id from cutover.cutover_tables t where t.group_id = p_group.id and t.read_source = 'dual'), p_reason);
  -- Nobody waits for it. All in one statement: one after the other, they would meet somebody who holds the second and waits for us to have
  -- done with the first.
  for v_split in
    with splits as materialized (
      select s.table_id, s.percentage, s.pinned, t.name
      from cutover.read_splits s join cutover.cutover_tables t on t.id = s.table_id
      where t.group_id = p_group.id and t.read_source = 'dual' and s.environment = v_environment
      for update of s
    )
    update cutover.read_splits s
    set percentage = 0, pinned = '{}', updated_by = coalesce((select a.subject from cutover_private.actor() a), 'system'), updated_at = clock_timestamp()
    from splits b where s.table_id = b.table_id and s.environment = v_environment
    returning b.name, b.percentage, b.pinned
  loop
    perform cutover_private.audit('read_split.change', 'done', 'table', v_split.name,
      jsonb_build_object('environment', v_environment, 'from', v_split.percentage, 'to', 0, 'pinned', v_split.pinned, 'reason', p_reason));
  end loop;
  return cutover_private.switch_reads(
      (select coalesce(array_agg(t.id), '{}') from cutover.cutover_tables t where t.group_id = p_group.id and t.read_source = 'supabase'), 'legacy',
      cutover_private.setting('barrier_give_up_seconds')::text::numeric)
    || jsonb_build_object('group', p_group.name, 'mode', 'reads_only', 'previous', v_before, 'finished', true);
end
$$;

revoke all on function cutover_private.return_reads(cutover.table_groups, text) from public;
comment on function cutover_private.return_reads(cutover.table_groups, text) is 'Rollback in mode reads_only: reads of a group go back to legacy, writes stay. A split goes to 0 and lets who is pinned go, and its ramp ends. Raises CT205, CT211, CT216, CT606.';
