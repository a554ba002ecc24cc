create or replace function cutover_private.close_gates(p_group_id bigint)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- Below deadlock_timeout: it is always the gate that yields, never a writer.
set lock_timeout = '150ms'
as $$
declare
  v_window cutover.freeze_windows := cutover_private.active_freeze_window(p_group_id);
  v_tables cutover.cutover_tables[];
  v_table cutover.cutover_tables;
  v_give_up timestamptz := clock_timestamp() + interval '2 seconds';
begin
  if v_window.id is null then
    return 0;
  end if;
  select coalesce(array_agg(t order by t.position, t.name), '{}') into v_tables from cutover.cutover_tables t
  where t.group_id = p_group_id and t.freeze_writes <> 'allow' and t.routed_name is not null
    and not exists (select from cutover_private.write_gates g where g.table_id = t.id);
  if cardinality(v_tables) = 0 then
    return 0;
  end if;
  loop
    begin
      -- Waits for the writers in flight: what they wrote counts, what comes later is held up.
      foreach v_table in array v_tables loop
        execute format('create trigger cutover_gate instead of insert or update or delete on %I.%I
          for each row execute function cutover_private.gate_writes(%L)', v_table.routed_schema, v_table.routed_name, v_table.id);
        -- One trigger takes a write, not two.
        perform cutover_private.set_write_triggers(v_table, v_table.read_source, v_table.write_source);
      end loop;
      exit;
    exception when lock_not_available then
      if clock_timestamp() > v_give_up then
        perform cutover_private.fail('CT601', 'The writes could not be frozen: transactions stay open on the routed views.', null, 'End or wait for them, then try again.');
      end if;
      perform pg_sleep(0.05);
    end;
  end loop;
  insert into cutover_private.write_gates (table_id, mode, window_id) select t.id, t.freeze_writes, v_window.id from unnest(v_tables) t;
  perform cutover_private.audit('writes.freeze', 'done', 'window', v_window.id::text,
    (select jsonb_object_agg(t.name, t.freeze_writes) from unnest(v_tables) t));
  return cardinality(v_tables);
end
$$;

revoke all on function cutover_private.close_gates(bigint) from public;
comment on function cutover_private.close_gates(bigint) is 'While a freeze window is active: puts the gate on the routed views of those tables of the group whose freeze_writes says so. Returns how many. Raises CT601.';
