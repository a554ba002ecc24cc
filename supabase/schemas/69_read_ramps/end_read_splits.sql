create or replace function cutover_private.end_read_splits(p_group_id bigint, p_reason text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table_ids bigint[] := array(select t.id from cutover.cutover_tables t where t.group_id = p_group_id);
begin
  perform cutover_private.end_read_ramps(v_table_ids, p_reason);
  -- What is pinned or excluded was meant for that split.
  delete from cutover.read_splits where table_id = any (v_table_ids);
end
$$;

revoke all on function cutover_private.end_read_splits(bigint, text) from public;
comment on function cutover_private.end_read_splits(bigint, text) is 'The whole group is read from one side again: ends its ramps and takes its splits away.';
