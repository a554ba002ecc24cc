create or replace function cutover_private.argument_boolean(p_arguments jsonb, p_name text, p_required boolean default true)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  select (cutover_private.argument_value(p_arguments, p_name, 'boolean', p_required))::boolean
$function$;

comment on function cutover_private.argument_boolean(jsonb, text, boolean) is
  'A boolean argument; null where it is absent and not required. Raises CT001.';

revoke all on function cutover_private.argument_boolean(jsonb, text, boolean) from public;
