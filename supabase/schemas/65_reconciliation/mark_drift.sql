create or replace function cutover_private.mark_drift(p_table cutover.cutover_tables)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_keys text[];
begin
  select array_agg(d.key::text) into v_keys
  from cutover.drifted_rows d where d.table_id = p_table.id and d.confirmed_at is not null and d.resolved_at is null;
  if v_keys is not null then
    -- All kinds alike: the truth's row is carried over, and where the truth has none, apply deletes.
    perform cutover_private.agent_query(p_table.source_id, p_table.write_source, format('select cutover_agent.mark_dirty(%L, %L)::text',
      case p_table.write_source when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end, v_keys));
  end if;
  return coalesce(cardinality(v_keys), 0);
end
$$;

revoke all on function cutover_private.mark_drift(cutover.cutover_tables) from public;
comment on function cutover_private.mark_drift(cutover.cutover_tables) is 'Marks all confirmed drift of a table for apply from the side that is the truth. Returns how many rows.';
