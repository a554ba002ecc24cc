create or replace function cutover_private.drain_group(p_group_id bigint, p_deadline timestamptz, p_writes_go_on boolean default false)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pass record;
  v_after bigint;
  v_applied integer := 0;
  v_failures text;
begin
  -- Writers are held: what is in the journal now is all there will be. Rows refused in one round may pass in the next.
  for v_round in 1 .. 3 loop
    v_after := 0;
    loop
      select * into v_pass from cutover_private.apply_pass(p_group_id, 5000, v_after);
      exit when v_pass.highest_id is null;
      v_after := v_pass.highest_id;
      v_applied := v_applied + v_pass.applied;
      exit when p_writes_go_on;
      if clock_timestamp() > p_deadline then
        perform cutover_private.fail('CT607', 'Draining took longer than writers may wait.', format('%s keys were applied so far.', v_applied),
          'Nothing was switched. Let the backlog shrink, or allow a longer pause (setting maximum_pause_seconds).');
      end if;
    end loop;
    select string_agg(format('%s: %s rows, %s %s', q.name, q.count, q.error_code, q.error_object), '; ') into v_failures
    from (select t.name, f.error_code, f.error_object, count(*) from cutover.apply_failures f join cutover.cutover_tables t on t.id = f.table_id
      where t.group_id = p_group_id group by 1, 2, 3) q;
    exit when v_failures is null;
  end loop;
  if v_failures is not null then
    perform cutover_private.fail('CT603', 'Some rows are refused by the receiving side.', v_failures, 'Nothing was switched. cutover.apply_failures lists them by key.');
  end if;
  return jsonb_build_object('applied', v_applied);
end
$$;

revoke all on function cutover_private.drain_group(bigint, timestamptz, boolean) from public;
comment on function cutover_private.drain_group(bigint, timestamptz, boolean) is 'Applies everything that waits in the journal. Only under the barrier or block; with p_writes_go_on (a dry run) one page, since there is no end to wait for. Raises CT603 for rows that are refused, CT607 past the deadline.';
