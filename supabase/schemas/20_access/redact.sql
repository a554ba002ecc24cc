create or replace function cutover_private.redact(p_value jsonb)
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
  if jsonb_typeof(p_value) = 'object' then
    return (
      select coalesce(jsonb_object_agg(e.key,
        case when e.key ~* '(passw|secret|token|credential|connection_string|private_key)' then '"[left out]"'
          else cutover_private.redact(e.value) end), '{}')
      from jsonb_each(p_value) e);
  elsif jsonb_typeof(p_value) = 'array' then
    return (
      select coalesce(jsonb_agg(cutover_private.redact(e.value) order by e.ordinality), '[]')
      from jsonb_array_elements(p_value) with ordinality e);
  end if;
  return p_value;
end
$function$;

comment on function cutover_private.redact(jsonb) is
  'The value without what its keys call passwords, secrets, tokens or credentials, at any depth: for the audit log.';

revoke all on function cutover_private.redact(jsonb) from public;
