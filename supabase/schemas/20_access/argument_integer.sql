create or replace function cutover_private.argument_integer(
  p_arguments jsonb, p_name text, p_required boolean default true, p_min bigint default null, p_max bigint default null
)
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_value numeric := (cutover_private.argument_value(p_arguments, p_name, 'number', p_required))::numeric;
begin
  if v_value <> trunc(v_value) then
    perform cutover_private.fail('CT001', format('The argument "%s" must be a whole number.', p_name));
  elsif v_value < coalesce(p_min, -9223372036854775808) or v_value > coalesce(p_max, 9223372036854775807) then
    perform cutover_private.fail('CT001', format('The argument "%s" must be between %s and %s.',
      p_name, coalesce(p_min, -9223372036854775808), coalesce(p_max, 9223372036854775807)));
  end if;
  return v_value;
end
$function$;

comment on function cutover_private.argument_integer(jsonb, text, boolean, bigint, bigint) is
  'A whole number between two bounds (both included); null where it is absent and not required. Raises CT001.';

revoke all on function cutover_private.argument_integer(jsonb, text, boolean, bigint, bigint) from public;
