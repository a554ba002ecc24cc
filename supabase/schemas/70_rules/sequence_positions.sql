create or replace function cutover_private.sequence_positions(p_table cutover.cutover_tables, p_side text)
returns table (column_position integer, sequence_name text, last_value bigint, increment bigint, column_extreme numeric)
language sql
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select (r.value::jsonb ->> 'column_position')::integer, r.value::jsonb ->> 'sequence_name', (r.value::jsonb ->> 'last_value')::bigint,
    (r.value::jsonb ->> 'increment')::bigint, (r.value::jsonb ->> 'column_extreme')::numeric
  from cutover_private.agent_query(p_table.source_id, p_side, format('select to_jsonb(s)::text from cutover_agent.sequence_positions(%L) s',
    case p_side when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end)) as r(value)
$function$;

revoke all on function cutover_private.sequence_positions(cutover.cutover_tables, text) from public;
comment on function cutover_private.sequence_positions(cutover.cutover_tables, text) is 'cutover_agent.sequence_positions for one side of a table. Raises CT501, CT504.';
