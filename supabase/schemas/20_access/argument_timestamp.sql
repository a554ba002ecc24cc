create or replace function cutover_private.argument_timestamp(p_arguments jsonb, p_name text, p_required boolean default true)
returns timestamptz
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_value text := cutover_private.argument_text(p_arguments, p_name, p_required, 40);
begin
  -- With an offset, always: a time without one means another moment in each session's time zone.
  if v_value !~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d(:?\d\d)?)$' then
    perform cutover_private.fail('CT001', format('The argument "%s" must be a time with an offset, such as 2026-12-01T20:00:00Z.', p_name));
  end if;
  begin
    return v_value::timestamptz;
  exception when datetime_field_overflow or invalid_datetime_format or invalid_time_zone_displacement_value then
    perform cutover_private.fail('CT001', format('The argument "%s" is no time that exists.', p_name));
  end;
  return null;
end
$function$;

comment on function cutover_private.argument_timestamp(jsonb, text, boolean) is
  'A time as ISO 8601 text with an offset; null where it is absent and not required. Raises CT001.';

revoke all on function cutover_private.argument_timestamp(jsonb, text, boolean) from public;
