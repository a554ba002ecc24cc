create or replace function cutover_private.sentence(
  p_person text, p_outcome text, p_base text, p_past text, p_object text, p_target text, p_detail jsonb
)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_object text;
  v_pause numeric := (p_detail ->> 'write_pause_ms')::numeric;
  v_reason text := coalesce(p_detail #>> '{arguments,reason}', p_detail ->> 'reason');
  v_error text := nullif(concat_ws(' ', coalesce(p_detail ->> 'code', p_detail #>> '{error,code}'), coalesce(p_detail ->> 'message', p_detail #>> '{error,message}')), '');
begin
  -- In one go: a value that looks like a place is none.
  select string_agg(m.part[1] || case
      when m.part[2] is null then ''
      when m.part[2] = 'target' then coalesce(p_target, '(not named)')
      else coalesce(p_detail #>> array['arguments', m.part[2]], p_detail ->> m.part[2], '(not named)')
    end, '' order by m.position) into v_object
  from regexp_matches(p_object, '([^{]*)(?:\{([a-z_]+)\})?', 'g') with ordinality as m(part, position);
  return case p_outcome
      when 'done' then format('%s %s %s', p_person, p_past, v_object)
      when 'started' then format('%s began to %s %s', p_person, p_base, v_object)
      when 'refused' then format('%s wanted to %s %s and was refused', p_person, p_base, v_object)
      else format('%s failed to %s %s', p_person, p_base, v_object)
    end
    || coalesce(case when p_outcome in ('refused', 'failed') then ': ' || v_error end, '')
    || case when p_detail #>> '{arguments,dry_run}' = 'true' then ' (dry run)' else '' end
    || coalesce(': writes paused ' || round(v_pause) || ' ms', '')
    || coalesce(' ("' || v_reason || '")', '');
end
$$;

revoke all on function cutover_private.sentence(text, text, text, text, text, text, jsonb) from public;
grant execute on function cutover_private.sentence(text, text, text, text, text, text, jsonb) to authenticated;
comment on function cutover_private.sentence(text, text, text, text, text, text, jsonb) is 'An audit row in plain language: person, outcome, verb (base form and past), object with {places} for the target, arguments and details. Adds whether it was a dry run, the error, the write pause and the reason that the row has.';
