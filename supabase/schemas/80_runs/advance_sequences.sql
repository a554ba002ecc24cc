create or replace function cutover_private.advance_sequences(p_group_id bigint, p_side text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_column record;
  v_result jsonb := '[]'::jsonb;
  v_value text;
begin
  for v_table in select * from cutover.cutover_tables where group_id = p_group_id order by position, name loop
    for v_column in
      with positions as (
        select 'legacy' as side, l.* from cutover_private.sequence_positions(v_table, 'legacy') l
        union all
        select 'supabase', s.* from cutover_private.sequence_positions(v_table, 'supabase') s
      )
      select p.column_position, max(p.increment) filter (where p.side = p_side) as increment,
        max(p.last_value) filter (where p.side = p_side) as own,
        -- Furthest of what the other side handed out and of both columns; the margin covers values that sessions cached. The
        -- side's own sequence is not counted in: it never goes back anyway, and a run that is repeated must not push it further.
        case when max(p.increment) filter (where p.side = p_side) > 0
          then greatest(max(p.last_value) filter (where p.side <> p_side), max(p.column_extreme))
          else least(min(p.last_value) filter (where p.side <> p_side), min(p.column_extreme)) end as furthest
      from positions p
      group by p.column_position
      having bool_or(p.side = p_side)
      order by p.column_position
    loop
      select r.value into v_value from cutover_private.agent_query(v_table.source_id, p_side, format('select cutover_agent.advance_sequence(%L, %s, %s, %s)::text',
        case p_side when 'legacy' then v_table.legacy_endpoint else v_table.supabase_endpoint end, v_column.column_position,
        -- Nothing to get past: the other side draws from no sequence, and the table is empty.
        coalesce(v_column.furthest, v_column.own),
        case when v_column.furthest is null then 0 else cutover_private.setting('sequence_margin')::text::bigint end)) as r(value);
      v_result := v_result || jsonb_build_object('table', v_table.name, 'column',
        v_table.columns -> (v_column.column_position - 1) ->> p_side, 'value', v_value::bigint);
    end loop;
  end loop;
  return jsonb_build_object('sequences', v_result);
end
$$;

revoke all on function cutover_private.advance_sequences(bigint, text) from public;
comment on function cutover_private.advance_sequences(bigint, text) is 'Moves the sequences of one side beyond everything that either side has handed out or stored, plus the margin (setting sequence_margin); never back.';
