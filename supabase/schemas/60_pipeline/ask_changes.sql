create or replace function cutover_private.ask_changes(p_group_id bigint, p_side text, p_limit integer, p_after_id bigint)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
begin
  if not cutover_private.is_remote(v_source_id, p_side) then
    return false;
  end if;
  perform cutover_private.ask_legacy(v_source_id, cutover_private.take_changes_sql(p_group_id, p_side, p_limit, p_after_id), p_wait => false);
  return true;
end
$$;

revoke all on function cutover_private.ask_changes(bigint, text, integer, bigint) from public;
comment on function cutover_private.ask_changes(bigint, text, integer, bigint) is 'Asks a legacy server for the next changes of a group and does not wait: take_changes, with p_asked, is the next call that speaks to this server. False: the side is in this database, nothing was asked. Raises CT501, 08006.';
