create or replace function cutover_private.argument_day(p_arguments jsonb, p_name text, p_required boolean default true)
returns date
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_value text := cutover_private.argument_text(p_arguments, p_name, p_required, 10);
begin
  if v_value !~ '^\d{4}-\d\d-\d\d$' then
    perform cutover_private.fail('CT001', format('The argument "%s" must be a day, such as 2026-12-01.', p_name));
  end if;
  begin
    return v_value::date;
  exception when datetime_field_overflow or invalid_datetime_format then
    perform cutover_private.fail('CT001', format('The argument "%s" is no day that exists.', p_name));
  end;
  return null;
end
$$;

revoke all on function cutover_private.argument_day(jsonb, text, boolean) from public;
comment on function cutover_private.argument_day(jsonb, text, boolean) is 'A day as ISO 8601 text; null where it is absent and not required. Raises CT001.';
