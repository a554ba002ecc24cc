create or replace function cutover_private.argument_text_array(p_arguments jsonb, p_name text, p_required boolean default true)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_value jsonb := cutover_private.argument_value(p_arguments, p_name, 'array', p_required);
begin
  if exists (select from jsonb_array_elements(v_value) e where jsonb_typeof(e) <> 'string') then
    perform cutover_private.fail('CT001', format('The argument "%s" must be an array of strings.', p_name));
  end if;
  return (select array_agg(e) from jsonb_array_elements_text(v_value) e);
end
$function$;

comment on function cutover_private.argument_text_array(jsonb, text, boolean) is
  'An array of strings; null where it is absent and not required, or empty. Raises CT001.';

revoke all on function cutover_private.argument_text_array(jsonb, text, boolean) from public;
