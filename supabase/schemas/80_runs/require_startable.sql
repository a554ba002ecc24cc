create or replace function cutover_private.require_startable(p_group cutover.table_groups, p_states text[], p_hint text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_wrong text;
begin
  if cutover_private.active_run(p_group.id) is not null then
    perform cutover_private.fail('CT205', format('A run is under way for group %s.', quote_ident(p_group.name)), cutover_private.active_run(p_group.id)::text,
      'Wait until it ends: cutover.status() shows it.');
  end if;
  if not exists (select from cutover.cutover_tables where group_id = p_group.id) then
    perform cutover_private.fail('CT210', format('Group %s has no tables.', quote_ident(p_group.name)), null, 'Register its tables first (cutover.register_table).');
  end if;
  if exists (select from cutover.cutover_tables where group_id = p_group.id and finalized_at is not null) then
    perform cutover_private.fail('CT211', format('Group %s is finalized; there is no way back.', quote_ident(p_group.name)));
  end if;
  select string_agg(format('%s is %s', name, state), ', ' order by position, name) into v_wrong
  from cutover.cutover_tables where group_id = p_group.id and not state = any (p_states);
  if v_wrong is not null then
    perform cutover_private.fail('CT201', format('Group %s is in the wrong state for this.', quote_ident(p_group.name)), v_wrong, p_hint);
  end if;
end
$$;

revoke all on function cutover_private.require_startable(cutover.table_groups, text[], text) from public;
comment on function cutover_private.require_startable(cutover.table_groups, text[], text) is 'Raises CT205 if a run is under way, CT211 if the group is finalized, CT201 if a table is in none of these states, CT210 if there is none.';
