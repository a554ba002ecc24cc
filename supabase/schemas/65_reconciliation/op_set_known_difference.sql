create or replace function cutover_private.op_set_known_difference(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_column jsonb;
  v_condition text;
  v_expires timestamptz;
  v_actor text := (select a.subject from cutover_private.actor() a);
  v_rule cutover.known_differences;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'column', 'condition', 'owner', 'expires_at', 'reason');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  select c.item || jsonb_build_object('type', e.types[c.n]) into v_column
  from jsonb_array_elements(v_table.columns) with ordinality as c(item, n) join cutover_agent.endpoints e on e.id = v_table.supabase_endpoint
  where c.item ->> 'supabase' = cutover_private.argument_text(p_arguments, 'column', true, 63) and not (c.item ->> 'key')::boolean;
  if v_column is null then
    perform cutover_private.fail('CT001', 'Argument column: the table carries no such column, or it belongs to the key, which cannot differ.', null,
      (select 'Use one of: ' || string_agg(c ->> 'supabase', ', ') from jsonb_array_elements(v_table.columns) c where not (c ->> 'key')::boolean));
  end if;
  v_expires := cutover_private.argument_timestamp(p_arguments, 'expires_at', true);
  if v_expires not between clock_timestamp() and clock_timestamp() + interval '1 year' then
    perform cutover_private.fail('CT001', 'Argument expires_at: it has to be in the future, and within a year.');
  end if;
  v_condition := cutover_private.argument_text(p_arguments, 'condition', false, 2000);
  if v_condition is not null then
    begin
      perform r from cutover_private.fingerprint_as_reader(
        format('select (%s%s)::boolean from (select null::%s as legacy, null::%3$s as supabase) as v limit 0', v_condition, chr(10), v_column ->> 'type'), false) as r;
    exception when sqlstate 'CT013' then
      perform cutover_private.fail('CT013', format('Argument condition: %s', sqlerrm), null,
        'An SQL condition over the values legacy and supabase, such as lower(legacy) = lower(supabase). It runs as the role cutover_reader.');
    end;
  end if;
  update cutover.known_differences set ended_at = clock_timestamp(), ended_by = v_actor
  where table_id = v_table.id and column_name = v_column ->> 'supabase' and ended_at is null;
  insert into cutover.known_differences (table_id, column_name, version, condition, owner, expires_at, reason, set_by)
  values (v_table.id, v_column ->> 'supabase',
    coalesce((select max(d.version) from cutover.known_differences d where d.table_id = v_table.id and d.column_name = v_column ->> 'supabase'), 0) + 1,
    v_condition, cutover_private.argument_text(p_arguments, 'owner', true, 200), v_expires,
    cutover_private.argument_text(p_arguments, 'reason', true, 2000), v_actor)
  returning * into v_rule;
  return jsonb_build_object('table', v_table.name, 'column', v_rule.column_name, 'version', v_rule.version, 'expires_at', v_rule.expires_at,
    'next', 'Open drift that it explains is resolved by the next look; jobs count such rows as known.');
end
$$;

revoke all on function cutover_private.op_set_known_difference(jsonb) from public;
comment on function cutover_private.op_set_known_difference(jsonb) is 'Operation set_known_difference {table, column, condition?, owner, expires_at, reason}: differences of the column, or those for which the condition over legacy and supabase holds, are no drift until then; its next version where there is one. Raises CT001, CT002, CT013.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('set_known_difference', 'op_set_known_difference', 'admin', true, 'table', 'known_difference.set');
