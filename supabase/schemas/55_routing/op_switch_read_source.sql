create or replace function cutover_private.op_switch_read_source(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text;
  v_group_name text;
  v_to text;
  v_group cutover.table_groups;
  v_table cutover.cutover_tables;
  v_ids bigint[] := '{}'::bigint[];
  v_before jsonb := '{}'::jsonb;
  v_limits jsonb := '[]'::jsonb;
  v_done jsonb;
  v_halted text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'group', 'read_source', 'reason');
  v_name := cutover_private.argument_text(p_arguments, 'table', false, 63);
  v_group_name := cutover_private.argument_text(p_arguments, 'group', false, 63);
  v_to := cutover_private.argument_text(p_arguments, 'read_source', true, 20);
  perform cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  if num_nonnulls(v_name, v_group_name) <> 1 then
    perform cutover_private.fail('CT001', 'Name a table or a group, one of them.');
  end if;
  if v_to not in ('legacy', 'supabase', 'dual') then
    perform cutover_private.fail('CT001', format('Argument read_source: %s is no read source.', quote_literal(v_to)), null,
      'Use legacy, supabase, or dual (cutover.set_read_split says who reads Supabase).');
  end if;
  if v_name is not null then
    v_table := cutover_private.find_table(v_name);
  else
    v_group := cutover_private.find_group(v_group_name);
  end if;
  select * into strict v_group from cutover.table_groups where id = coalesce(v_table.group_id, v_group.id);
  perform cutover_private.lock_group(v_group.id);
  if cutover_private.active_run(v_group.id) is not null then
    perform cutover_private.fail('CT205', format('A run is under way for group %s.', quote_ident(v_group.name)), cutover_private.active_run(v_group.id)::text,
      'Wait until it ends: cutover.status() shows it.');
  end if;
  for v_table in select * from cutover.cutover_tables t where t.group_id = v_group.id and (v_name is null or t.name = v_name) order by t.position, t.name loop
    if v_to <> 'supabase' and v_table.finalized_at is not null then
      perform cutover_private.fail('CT211', format('Table %s is finalized; legacy no longer gets what is written.', quote_ident(v_table.name)));
    end if;
    if v_to <> 'legacy' and v_table.write_source = 'legacy' and not (v_to = 'dual' and v_table.read_source = 'supabase') then
      perform cutover_private.require_proven(v_table);
    elsif v_to <> 'supabase' and v_table.write_source = 'supabase' and v_table.capture_stopped_at is not null then
      perform cutover_private.fail('CT606', format('Legacy was left behind: capture of table %s was stopped.', quote_ident(v_table.name)), null,
        'Start the backfill (cutover.start_backfill), wait for its end, then switch.');
    end if;
    if v_to = 'supabase' and v_table.write_source = 'legacy' and not cutover_private.flag_enabled('data_migration_final') then
      perform cutover_private.fail('CT218', format('Reads of table %s cannot all go to Supabase: the feature flag data_migration_final does not hold for everybody.', quote_ident(v_table.name)),
        format('Environment %s.', cutover_private.setting('environment') #>> '{}'), 'Use dual, or: select cutover.set_feature_flag(''data_migration_final'', true, p_rollout_percentage => 100);');
    end if;
    select s.halted_reason into v_halted from cutover.read_splits s
    where s.table_id = v_table.id and s.environment = cutover_private.setting('environment') #>> '{}' and s.halted_at is not null;
    if v_to = 'supabase' and v_table.write_source = 'legacy' and v_halted is not null then
      perform cutover_private.fail('CT221', format('The split of table %s is halted.', quote_ident(v_table.name)), v_halted);
    end if;
    if v_table.read_source <> v_to then
      v_ids := v_ids || v_table.id;
    end if;
    v_before := v_before || jsonb_build_object(v_table.name, v_table.read_source);
    if v_table.routed_name is not null and v_to <> v_table.write_source then
      v_limits := v_limits || jsonb_build_object('view', format('%I.%I', v_table.routed_schema, v_table.routed_name), 'limits', jsonb_build_array(
        'on conflict (key) is refused by PostgreSQL with 42P10; on conflict do nothing without a key does not see the conflict: update, and insert what was not there',
        'a statement that would change a row twice is refused with CT224: join so that each row is met once')
        || case when v_to = 'dual' then jsonb_build_array('an update or delete of a row that somebody changes at the same time fails with 40001: do the transaction again',
          'select … for update or for share is refused by PostgreSQL with 0A000: update the row, which locks it',
          'min() and max() read the whole table: use order by … limit 1')
          else jsonb_build_array('an update or delete of a row whose last change has not come over yet is refused with CT215: do it again later') end);
    end if;
  end loop;
  if v_before = '{}' then
    perform cutover_private.fail('CT210', format('Group %s has no tables.', quote_ident(v_group.name)), null, 'Register its tables first (cutover.register_table).');
  end if;
  v_done := cutover_private.switch_reads(v_ids, v_to, cutover_private.setting('barrier_give_up_seconds')::text::numeric);
  return v_done || jsonb_build_object('group', v_group.name, 'read_source', v_to, 'previous', v_before, 'limits', v_limits);
end
$$;

revoke all on function cutover_private.op_switch_read_source(jsonb) from public;
comment on function cutover_private.op_switch_read_source(jsonb) is 'Operation switch_read_source {table | group, read_source, reason}. Raises CT001, CT002, CT205, CT210, CT211, CT216, CT217, CT218, CT221, CT410, CT412, CT414, CT606.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('switch_read_source', 'op_switch_read_source', 'operator', true, null);
