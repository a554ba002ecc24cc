create or replace function cutover_private.gate_turn()
returns void
language plpgsql
-- Not as a definer: open_gates becomes the roles whose writes it replays.
security invoker
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group_id bigint;
begin
  for v_group_id in select w.group_id from cutover.freeze_windows w where w.status = 'active' and w.ends_at > clock_timestamp() loop
    begin
      perform cutover_private.close_gates(v_group_id);
    exception when others then
      raise warning 'cutover: the writes of group % are not frozen yet: % %', v_group_id, sqlstate, sqlerrm;
    end;
  end loop;
  foreach v_group_id in array cutover_private.gates_to_open() loop
    begin
      perform cutover_private.open_gates(v_group_id);
    exception when others then
      -- Nothing was replayed, nothing is lost; the next turn tries again.
      raise warning 'cutover: the writes of group % are not released yet: % %', v_group_id, sqlstate, sqlerrm;
    end;
  end loop;
end
$$;

revoke all on function cutover_private.gate_turn() from public;
comment on function cutover_private.gate_turn() is 'Closes the gates of freeze windows that became active, opens those of windows that are over. For the owner''s session only.';
