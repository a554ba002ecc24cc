create or replace function cutover_private.op_finalize_group(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_dry_run boolean;
  v_actor text := (select subject from cutover_private.actor());
  v_soak interval := make_interval(secs => cutover_private.setting('finalize_soak_hours')::text::double precision * 3600);
  v_executed_by text;
  v_obstacles text;
  v_removes jsonb;
  v_read_only jsonb;
  v_given_up text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'confirm', 'dry_run');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  v_dry_run := coalesce(cutover_private.argument_boolean(p_arguments, 'dry_run', false), false);
  if cutover_private.argument_text(p_arguments, 'confirm', not v_dry_run, 63) <> v_group.name then
    perform cutover_private.fail('CT001', format('Argument confirm: the name of the group, %s, is needed.', quote_ident(v_group.name)), null,
      'There is no way back from this: read what a dry run lists first.');
  end if;
  perform cutover_private.lock_group(v_group.id);
  perform cutover_private.require_startable(v_group, array['completed'], 'Only a completed cutover is finalized: cutover.completion_progress says what is missing.');
  select r.requested_by into v_executed_by from cutover.cutover_runs r
  where r.group_id = v_group.id and r.kind = 'cutover' and r.status = 'completed' order by r.finished_at desc limit 1;

  select string_agg(o.obstacle, '; ' order by o.name) into v_obstacles
  from (
    select t.name, format('%s may be finalized from %s on', quote_ident(t.name), t.completed_at + v_soak) as obstacle
    from cutover.cutover_tables t where t.group_id = v_group.id and t.completed_at + v_soak > clock_timestamp()
    union all
    select t.name, format('%s rows of %s differ', count(*), quote_ident(t.name))
    from cutover.drifted_rows d join cutover.cutover_tables t on t.id = d.table_id
    where t.group_id = v_group.id and d.confirmed_at is not null and d.resolved_at is null group by t.name
    union all
    select t.name, format('legacy refuses %s rows of %s', count(*), quote_ident(t.name))
    from cutover.apply_failures f join cutover.cutover_tables t on t.id = f.table_id where t.group_id = v_group.id group by t.name
  ) o;
  select jsonb_agg(jsonb_build_object('table', t.name, 'capture_on', format('%I.%I', t.supabase_schema, t.supabase_table),
    'no_longer_kept_level', format('%I.%I', t.legacy_schema, t.legacy_table), 'changes_not_carried_over', b.entries) order by t.position, t.name) into v_removes
  from cutover.cutover_tables t left join cutover.backlogs b on b.table_id = t.id where t.group_id = v_group.id;
  -- What has no guard is not said to have one.
  select coalesce(jsonb_agg(format('%I.%I', t.legacy_schema, t.legacy_table) order by t.position, t.name), '[]') into v_read_only
  from cutover.cutover_tables t
  where t.group_id = v_group.id and (cutover_private.capabilities(v_group.source_id)).enforces_freeze;
  if v_dry_run then
    return jsonb_build_object('dry_run', true, 'group', v_group.name, 'would_pass', v_obstacles is null and v_actor is distinct from v_executed_by,
      'obstacles', v_obstacles, 'executed_by', v_executed_by,
      'removes', v_removes, 'stays_read_only', v_read_only);
  end if;
  if v_actor = v_executed_by then
    perform cutover_private.fail('CT236',
      format('The cutover of group %s was executed by %s: somebody else has to finalize it.', quote_ident(v_group.name), v_executed_by));
  end if;
  if v_obstacles is not null then
    perform cutover_private.fail('CT235', format('Group %s cannot be finalized yet.', quote_ident(v_group.name)), v_obstacles);
  end if;

  -- Legacy stays closed: whoever still writes there would write into the void.
  select r.value into v_given_up from cutover_private.agent_query(v_group.source_id, 'supabase',
    format('select cutover_agent.stop_capture(%L)::text', cutover_private.group_endpoints(v_group.id, 'supabase'))) as r(value);
  update cutover.cutover_tables set finalized_at = clock_timestamp(), capturing_since = null where group_id = v_group.id;
  update cutover.reconciliation_jobs j
  set status = 'cancelled', finished_at = clock_timestamp(), paused_at = null, stopped_by = v_actor, stop_reason = 'finalized'
  from cutover.cutover_tables t where t.id = j.table_id and t.group_id = v_group.id and j.finished_at is null;
  delete from cutover_private.verify_queue q using cutover.cutover_tables t where t.id = q.table_id and t.group_id = v_group.id;
  delete from cutover_private.pending_acknowledgements p where p.group_id = v_group.id;
  delete from cutover.backlogs b using cutover.cutover_tables t where t.id = b.table_id and t.group_id = v_group.id;
  return jsonb_build_object('group', v_group.name, 'finalized', true, 'entries_given_up', v_given_up::bigint, 'removed', v_removes,
    'stays_read_only', v_read_only);
end
$$;

revoke all on function cutover_private.op_finalize_group(jsonb) from public;
comment on function cutover_private.op_finalize_group(jsonb) is 'Operation finalize_group {group, confirm: its name, dry_run}: ends the way back of a completed group, after the soak time, by somebody who did not execute its cutover. A dry run lists obstacles and what is removed. Legacy stays read only (stays_read_only). Raises CT001, CT201, CT205, CT211, CT235, CT236, CT601.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('finalize_group', 'op_finalize_group', 'approver', true, 'group');
