create or replace function cutover_private.side_constraints(p_table cutover.cutover_tables, p_side text)
returns setof jsonb
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select r.value::jsonb
  from cutover_private.agent_query(p_table.source_id, p_side, format('select to_jsonb(c)::text from cutover_agent.constraints(%L) c',
    case p_side when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end)) as r(value)
$$;

revoke all on function cutover_private.side_constraints(cutover.cutover_tables, text) from public;
comment on function cutover_private.side_constraints(cutover.cutover_tables, text) is 'cutover_agent.constraints of one side of a table, as JSON. Raises CT5xx.';
