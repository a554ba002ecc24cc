create or replace function cutover_private.op_prepare(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_table cutover.cutover_tables;
  v_gates jsonb;
  v_ready boolean;
  v_reconciling boolean := false;
  v_states text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  perform cutover_private.lock_group(v_group.id);
  select string_agg(distinct state, ', ') into v_states from cutover.cutover_tables where group_id = v_group.id and state not in ('pending', 'ready', 'rolled_back');
  if v_states is not null then
    perform cutover_private.fail('CT201', format('Group %s is in state %s.', quote_ident(v_group.name), v_states), null, 'A cutover is prepared from pending, ready or rolled_back.');
  end if;
  if exists (select from cutover.cutover_tables where group_id = v_group.id and (backfilled_at is null or capturing_since is null)) then
    perform cutover_private.fail('CT210', format('Group %s is not backfilled yet.', quote_ident(v_group.name)),
      (select string_agg(format('%s: %s of about %s rows', t.name, coalesce(b.rows_done, 0),
        coalesce(b.rows_estimated::text, 'an unknown number of')), '; ' order by t.position, t.name)
       from cutover.cutover_tables t left join cutover.backfills b on b.table_id = t.id where t.group_id = v_group.id and t.backfilled_at is null),
      'Start the backfill (cutover.start_backfill) and wait for its end.');
  end if;
  perform cutover_private.require_current_catalog(v_group.id);
  update cutover.cutover_tables set state = 'pending' where group_id = v_group.id and state = 'rolled_back';

  -- Comparing takes its time: pg_cron does it, prepare says so and is called again.
  for v_table in select * from cutover.cutover_tables where group_id = v_group.id order by position, name loop
    if coalesce((select d.measured_at from cutover_private.drift(v_table.id) d) < clock_timestamp() - interval '20 minutes', true) then
      perform cutover_private.start_reconciliation(v_table.id, 'full', 'request');
      v_reconciling := true;
    end if;
  end loop;

  perform cutover_private.start_golden_queries(array(
    select q.id from cutover.golden_queries q
    where q.group_id = v_group.id and q.ended_at is null and not exists (
      select from cutover.golden_query_runs r where r.query_id = q.id and r.verdict = 'equal' and r.finished_at > clock_timestamp() - interval '20 hours')), 'request');

  v_gates := cutover_private.evaluate_gates(v_group.id, true);
  v_ready := not exists (select from jsonb_array_elements(v_gates) g where (g ->> 'needed_for_ready')::boolean and g ->> 'verdict' in ('failed', 'stale'));
  update cutover.cutover_tables set state = case when v_ready then 'ready' else 'pending' end
  where group_id = v_group.id and state <> case when v_ready then 'ready' else 'pending' end;
  return jsonb_build_object('group', v_group.name, 'ready', v_ready, 'reconciling', v_reconciling, 'checklist', cutover_private.checklist(v_gates),
    'gates', v_gates);
end
$$;

revoke all on function cutover_private.op_prepare(jsonb) from public;
comment on function cutover_private.op_prepare(jsonb) is 'Operation prepare {group}: starts what evidence is missing, measures every rule, returns the checklist and moves the group to ready when all that is needed passes. Raises CT201, CT210, CT402, CT403, CT501.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('prepare', 'op_prepare', 'operator', true, 'group');
