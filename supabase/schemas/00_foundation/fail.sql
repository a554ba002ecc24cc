create or replace function cutover_private.fail(p_code text, p_message text, p_detail text default null, p_hint text default null)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_remedy text;
begin
  select e.remedy into v_remedy from cutover.error_codes e where e.code = p_code;
  if not found then
    raise exception using
      errcode = 'CT901',
      message = format('Unregistered error code %s: %s', coalesce(p_code, 'null'), p_message),
      hint = 'Register the code in packages/shared/src/errors.ts.';
  end if;

  raise exception using
    errcode = p_code,
    message = coalesce(p_message, 'no message'),
    detail = coalesce(p_detail, ''),
    hint = coalesce(p_hint, v_remedy, '');
end
$function$;

comment on function cutover_private.fail(text, text, text, text) is
  'Raises a registered error: code, message, detail, hint (default: the remedy in the registry). An unknown code raises CT901.';

revoke all on function cutover_private.fail(text, text, text, text) from public;
