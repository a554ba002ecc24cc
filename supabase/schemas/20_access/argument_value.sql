create or replace function cutover_private.argument_value(p_arguments jsonb, p_name text, p_type text, p_required boolean)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_value jsonb := nullif(p_arguments -> p_name, 'null');
begin
  if v_value is null then
    if p_required then
      perform cutover_private.fail('CT001', format('The argument "%s" is missing.', p_name));
    end if;
  elsif jsonb_typeof(v_value) <> p_type then
    perform cutover_private.fail('CT001', format('The argument "%s" must be of the type %s, not %s.', p_name, p_type, jsonb_typeof(v_value)));
  end if;
  return v_value;
end
$function$;

comment on function cutover_private.argument_value(jsonb, text, text, boolean) is
  'An argument of a JSON type (jsonb_typeof); null where it is absent or null and not required. Raises CT001.';

revoke all on function cutover_private.argument_value(jsonb, text, text, boolean) from public;
