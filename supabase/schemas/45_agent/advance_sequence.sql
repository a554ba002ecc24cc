create or replace function cutover_agent.advance_sequence(p_endpoint uuid, p_column_position integer, p_value numeric, p_margin bigint default 0)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_position record;
  v_sequence pg_sequence;
  v_steps numeric;
  v_result bigint;
begin
  for v_position in
    select * from cutover_agent.sequence_positions(p_endpoint) s where s.column_position = p_column_position
  loop
    select * into v_sequence from pg_sequence where seqrelid = v_position.sequence_name::regclass;
    -- A tenth of what is left at the most: a narrow column must not be used up by its margins.
    v_steps := greatest(0, least(p_margin, floor((case when v_sequence.seqincrement > 0 then v_sequence.seqmax else v_sequence.seqmin end - p_value)
      / v_sequence.seqincrement / 10)));
    -- Only forward: a sequence that stands further on stays.
    v_result := greatest(v_sequence.seqmin, least(v_sequence.seqmax, case when v_sequence.seqincrement > 0
      then greatest(p_value + v_steps * v_sequence.seqincrement, v_position.last_value)
      else least(p_value + v_steps * v_sequence.seqincrement, v_position.last_value) end));
    perform setval(v_position.sequence_name::regclass, v_result, true);
  end loop;
  return v_result;
end
$$;

comment on function cutover_agent.advance_sequence(uuid, integer, numeric, bigint) is 'Moves the sequence of a column forward, p_margin numbers beyond p_value or a tenth of what is left, if it stands behind that; never back. Returns where it stands, null if the column draws from none.';
