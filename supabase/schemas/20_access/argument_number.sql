create or replace function cutover_private.argument_number(
  p_arguments jsonb, p_name text, p_required boolean default true, p_min numeric default null, p_max numeric default null
)
returns numeric
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_value numeric := (cutover_private.argument_value(p_arguments, p_name, 'number', p_required))::numeric;
begin
  if v_value < p_min or v_value > p_max then
    perform cutover_private.fail('CT001', format('The argument "%s" must be between %s and %s.',
      p_name, coalesce(p_min::text, 'any number'), coalesce(p_max::text, 'any number')));
  end if;
  return v_value;
end
$function$;

comment on function cutover_private.argument_number(jsonb, text, boolean, numeric, numeric) is
  'A number between two bounds (both included, null: unbounded); null where it is absent and not required. Raises CT001.';

revoke all on function cutover_private.argument_number(jsonb, text, boolean, numeric, numeric) from public;
