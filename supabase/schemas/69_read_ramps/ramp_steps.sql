create or replace function cutover_private.ramp_steps(p_steps jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_step jsonb;
  v_number integer := 0;
  v_percentage numeric := 0;
  v_steps jsonb := '[]'::jsonb;
  v_hold numeric := cutover_private.setting('read_ramp_hold_minutes')::text::numeric;
begin
  if p_steps is null then
    return (select jsonb_agg(jsonb_build_object('percentage', p, 'hold_minutes', v_hold) order by p) from unnest(array[1, 5, 25, 50, 100]) as p);
  end if;
  if jsonb_array_length(p_steps) not between 1 and 20 then
    perform cutover_private.fail('CT001', 'Argument steps: a ramp has 1 to 20 steps.');
  end if;
  for v_step in select s from jsonb_array_elements(p_steps) as s loop
    v_number := v_number + 1;
    if jsonb_typeof(v_step) <> 'object' then
      perform cutover_private.fail('CT001', format('Argument steps: step %s is no object.', v_number), null, 'A step is {"percentage": 5, "hold_minutes": 60}.');
    end if;
    perform cutover_private.allow_arguments(v_step, 'percentage', 'hold_minutes');
    if cutover_private.argument_number(v_step, 'percentage', true, 0, 100) <= v_percentage then
      perform cutover_private.fail('CT001', format('Argument steps: step %s is not above the one before it.', v_number), null, 'A ramp only goes up, and begins above 0.');
    end if;
    v_percentage := (v_step ->> 'percentage')::numeric;
    if v_percentage <> round(v_percentage, 2) then
      perform cutover_private.fail('CT001', format('Argument steps: the percentage of step %s has more than two decimal places.', v_number));
    end if;
    v_steps := v_steps || jsonb_build_object('percentage', v_percentage,
      'hold_minutes', coalesce(cutover_private.argument_number(v_step, 'hold_minutes', false, 0, 43200), v_hold));
  end loop;
  return v_steps;
end
$$;

revoke all on function cutover_private.ramp_steps(jsonb) from public;
comment on function cutover_private.ramp_steps(jsonb) is 'The steps of a ramp, checked: rising percentages, hold times in minutes; null: 1, 5, 25, 50 and 100 %. Raises CT001.';
