create or replace function cutover_agent.advance_sequence(p_endpoint uuid, p_column_position integer, p_value numeric)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_position record;
  v_sequence pg_sequence;
  v_result bigint;
begin
  for v_position in
    select * from cutover_agent.sequence_positions(p_endpoint) s where s.column_position = p_column_position
  loop
    select * into v_sequence from pg_sequence where seqrelid = v_position.sequence_name::regclass;
    -- Only forward: a sequence that stands further on stays.
    v_result := greatest(v_sequence.seqmin, least(v_sequence.seqmax, case when v_sequence.seqincrement > 0
      then greatest(p_value, v_position.last_value) else least(p_value, v_position.last_value) end));
    perform setval(v_position.sequence_name::regclass, v_result, true);
  end loop;
  return v_result;
end
$$;

comment on function cutover_agent.advance_sequence(uuid, integer, numeric) is 'Moves the sequence of a column forward to p_value if it stands behind it; never back. Returns where it stands, null if the column draws from none.';
