create or replace function cutover_private.settle_views(p_table_id bigint default null)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_count integer := 0;
begin
  for v_table in
    select t.* from cutover.cutover_tables t
    where (p_table_id is null or t.id = p_table_id)
      and (t.read_source = 'supabase' and t.write_source = 'legacy' and not cutover_private.flag_enabled('data_migration_final')
        or t.routed_name is not null and (cutover_private.stale_policies(t) or cutover_private.unsettled_writes(t)))
    order by t.group_id, t.position, t.name
  loop
    begin
      if cutover_private.try_lock_group(v_table.group_id) and cutover_private.active_run(v_table.group_id) is null then
        if v_table.read_source = 'supabase' and v_table.write_source = 'legacy' and not cutover_private.flag_enabled('data_migration_final') then
          -- The flag caps everything: whom it still holds for goes on reading Supabase.
          perform cutover_private.change_read_split(v_table.id, 100, 'the feature flag data_migration_final no longer holds for everybody');
          v_table.read_source := 'dual';
        end if;
        perform cutover_private.switch_reads(array[v_table.id], v_table.read_source, 0);
        v_count := v_count + 1;
      end if;
    exception when others then
      -- Tried again at the next tick; one table does not hold up the others.
      raise warning 'cutover: the routed view of table % is not settled yet: % %', v_table.name, sqlstate, sqlerrm;
      -- Who is in the way here may be waiting for a view that was settled above, and that is held until this transaction ends.
      exit when sqlstate = 'CT216' and v_count > 0;
    end;
  end loop;
  return v_count;
end
$$;

revoke all on function cutover_private.settle_views(bigint) from public;
comment on function cutover_private.settle_views(bigint) is 'Puts routed views (default: all) into the form that flag, policies, the end of a rollback and the wrapper ask for; leaves what is busy to the next time. Returns how many.';
