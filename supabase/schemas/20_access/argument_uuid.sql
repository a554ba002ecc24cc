create or replace function cutover_private.argument_uuid(p_arguments jsonb, p_name text, p_required boolean default true)
returns uuid
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_value text := cutover_private.argument_text(p_arguments, p_name, p_required, 36);
begin
  if v_value !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    perform cutover_private.fail('CT001', format('The argument "%s" must be a uuid.', p_name));
  end if;
  return v_value::uuid;
end
$function$;

comment on function cutover_private.argument_uuid(jsonb, text, boolean) is
  'A uuid; null where it is absent and not required. Raises CT001.';

revoke all on function cutover_private.argument_uuid(jsonb, text, boolean) from public;
