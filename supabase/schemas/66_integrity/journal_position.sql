create or replace function cutover_private.journal_position(p_table cutover.cutover_tables)
returns text
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  -- The sequence as well: a key may come and be applied between two looks at an empty journal.
  select r.value
  from cutover_private.agent_query(p_table.source_id, p_table.write_source, format(
    'select coalesce(pg_sequence_last_value(pg_get_serial_sequence(''cutover_agent.journal'', ''id'')::regclass), 0) || '' '' || b.entries from cutover_agent.backlog(%L) b',
    cutover_private.group_endpoints(p_table.group_id, p_table.write_source))) as r(value)
$$;

revoke all on function cutover_private.journal_position(cutover.cutover_tables) from public;
comment on function cutover_private.journal_position(cutover.cutover_tables) is 'How far the journal of the truth has been written, and how many entries of the table''s group wait, as one text; it ends in " 0" if none do. Twice the same: nothing was on its way in between. Raises CT5xx.';
