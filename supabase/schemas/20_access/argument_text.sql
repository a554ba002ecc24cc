create or replace function cutover_private.argument_text(
  p_arguments jsonb, p_name text, p_required boolean default true, p_max_length integer default 200
)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_value text := cutover_private.argument_value(p_arguments, p_name, 'string', p_required) #>> '{}';
begin
  if length(v_value) > p_max_length then
    perform cutover_private.fail('CT001', format('The argument "%s" is longer than %s characters.', p_name, p_max_length));
  elsif btrim(v_value) = '' then
    perform cutover_private.fail('CT001', format('The argument "%s" is empty.', p_name));
  end if;
  return v_value;
end
$function$;

comment on function cutover_private.argument_text(jsonb, text, boolean, integer) is
  'A text argument: not blank, at most so many characters; null where it is absent and not required. Raises CT001.';

revoke all on function cutover_private.argument_text(jsonb, text, boolean, integer) from public;
