create or replace function cutover_private.argument_object(p_arguments jsonb, p_name text, p_required boolean default true)
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  select cutover_private.argument_value(p_arguments, p_name, 'object', p_required)
$function$;

comment on function cutover_private.argument_object(jsonb, text, boolean) is
  'A JSON object; null where it is absent and not required. Raises CT001.';

revoke all on function cutover_private.argument_object(jsonb, text, boolean) from public;
