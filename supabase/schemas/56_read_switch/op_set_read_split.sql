create or replace function cutover_private.op_set_read_split(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_percentage numeric := cutover_private.argument_number(p_arguments, 'percentage', false, 0, 100);
  -- An empty list is a list: it lets everybody go.
  v_pinned text[] := case when p_arguments ? 'pinned' then coalesce(cutover_private.argument_text_array(p_arguments, 'pinned', false), '{}') end;
  v_excluded text[] := case when p_arguments ? 'excluded' then coalesce(cutover_private.argument_text_array(p_arguments, 'excluded', false), '{}') end;
  v_environment text := coalesce(cutover_private.argument_text(p_arguments, 'environment', false), cutover_private.setting('environment') #>> '{}');
  v_subject text := (select a.subject from cutover_private.actor() a);
  v_before cutover.read_splits;
  v_split cutover.read_splits;
  v_both text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'percentage', 'pinned', 'excluded', 'environment', 'reason');
  perform cutover_private.argument_text(p_arguments, 'reason');
  if v_environment not in ('development', 'staging', 'production') then
    perform cutover_private.fail('CT001', format('"%s" is no environment.', v_environment), null, 'Environments are development, staging and production.');
  end if;
  if v_percentage <> round(v_percentage, 2) then
    perform cutover_private.fail('CT001', 'The argument "percentage" has at most two decimal places.');
  end if;
  if greatest(cardinality(v_pinned), cardinality(v_excluded)) > 1000 then
    perform cutover_private.fail('CT001', 'At most 1000 subjects can be pinned, and 1000 excluded.', null, 'Use the percentage for more.');
  end if;
  if exists (select from unnest(v_pinned || v_excluded) s where length(s) not between 1 and 2000) then
    perform cutover_private.fail('CT001', 'A subject has 1 to 2000 characters.');
  end if;
  if num_nonnulls(v_percentage, v_pinned, v_excluded) = 0 then
    perform cutover_private.fail('CT001', 'Nothing to change: give percentage, pinned or excluded.');
  end if;

  v_before := cutover_private.lock_read_split(v_table.id, v_environment);
  v_pinned := coalesce(v_pinned, v_before.pinned);
  v_excluded := coalesce(v_excluded, v_before.excluded);
  if v_before.halted_at is not null and (v_percentage > v_before.percentage or not (v_pinned <@ v_before.pinned and v_before.excluded <@ v_excluded)) then
    perform cutover_private.fail('CT221', format('The split of table %s is halted.', quote_ident(v_table.name)), v_before.halted_reason);
  end if;
  select string_agg(p, ', ') into v_both from unnest(v_pinned) p where p = any (v_excluded);
  if v_both is not null then
    perform cutover_private.fail('CT001', 'A subject cannot be pinned and excluded at once.', v_both);
  end if;
  update cutover.read_splits s
  set percentage = coalesce(v_percentage, v_before.percentage), pinned = v_pinned, excluded = v_excluded, updated_by = v_subject, updated_at = clock_timestamp()
  where s.table_id = v_table.id and s.environment = v_environment returning * into v_split;
  return jsonb_build_object('table', v_table.name, 'environment', v_environment, 'read_source', v_table.read_source,
    'percentage', v_split.percentage, 'pinned', v_split.pinned, 'excluded', v_split.excluded,
    'previous', jsonb_build_object('percentage', v_before.percentage, 'pinned', v_before.pinned, 'excluded', v_before.excluded));
end
$$;

revoke all on function cutover_private.op_set_read_split(jsonb) from public;
comment on function cutover_private.op_set_read_split(jsonb) is 'Operation set_read_split {table, percentage?, pinned?, excluded?, environment?, reason}; a split that is halted can only be lowered, and get no readers by its lists. Raises CT001, CT002, CT221.';

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('set_read_split', 'op_set_read_split', 'operator', 'table', 'read_split.set');
