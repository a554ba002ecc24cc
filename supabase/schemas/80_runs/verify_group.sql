create or replace function cutover_private.verify_group(p_group_id bigint, p_deadline timestamptz, p_writes_go_on boolean default false)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_verified integer := 0;
  v_left integer;
  v_drift text;
begin
  for v_round in 1 .. 200 loop
    update cutover_private.verify_queue q set due_at = clock_timestamp()
    from cutover.cutover_tables t where t.id = q.table_id and t.group_id = p_group_id and q.due_at > clock_timestamp();
    v_verified := v_verified + cutover_private.verify_pass(p_group_id, 5000);
    select count(*) into v_left from cutover_private.verify_queue q join cutover.cutover_tables t on t.id = q.table_id where t.group_id = p_group_id;
    exit when v_left = 0 or p_writes_go_on;
    if clock_timestamp() > p_deadline then
      perform cutover_private.fail('CT607', 'Verifying took longer than writers may wait.', format('%s keys are left.', v_left), 'Nothing was switched. Execute again.');
    end if;
  end loop;
  select string_agg(format('%s: %s %s', q.name, q.count, q.kind), '; ') into v_drift
  from (select t.name, d.kind, count(*) from cutover.drifted_rows d join cutover.cutover_tables t on t.id = d.table_id
    where t.group_id = p_group_id and d.confirmed_at is not null and d.resolved_at is null group by 1, 2) q;
  if v_left > 0 and not p_writes_go_on then
    perform cutover_private.fail('CT604', 'Applied rows could not be verified.', format('%s keys are left.', v_left), 'Nothing was switched. Reconcile, then execute again.');
  end if;
  return jsonb_build_object('verified', v_verified, 'open_drift', v_drift);
end
$$;

revoke all on function cutover_private.verify_group(bigint, timestamptz, boolean) from public;
comment on function cutover_private.verify_group(bigint, timestamptz, boolean) is 'Compares every applied key that is not verified yet, on both sides. Only under the barrier or block; with p_writes_go_on (a dry run) one page, and keys may be left. What differs is open drift, which the gates judge. Raises CT604, CT607.';
