create or replace function cutover_private.note_blindness(p_group cutover.table_groups, p_errors jsonb)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_looks integer;
begin
  if p_errors = '{}' then
    update cutover_private.watches set blind_looks = 0 where group_id = p_group.id and blind_looks > 0;
    if found then
      perform cutover_private.resolve_alert('watch_blind:' || p_group.name, 'it can be watched again');
    end if;
    return;
  end if;
  update cutover_private.watches set blind_looks = blind_looks + 1 where group_id = p_group.id returning blind_looks into v_looks;
  -- A lock that was not to be had, or a server that was away for a moment, is over by then.
  if v_looks >= 3 then
    perform cutover_private.raise_alert('watch_blind:' || p_group.name, 'watch_blind', null, format('Group %s cannot be watched', p_group.name),
      jsonb_build_object('errors', p_errors), null, p_group.id);
  end if;
end
$$;

revoke all on function cutover_private.note_blindness(cutover.table_groups, jsonb) from public;
comment on function cutover_private.note_blindness(cutover.table_groups, jsonb) is 'Tells people, from the third look in a row on, that rules of a switched group cannot be measured; {}: all can.';
