create or replace function cutover_private.allow_arguments(p_arguments jsonb, variadic p_names text [])
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_unknown text;
begin
  if jsonb_typeof(p_arguments) is distinct from 'object' then
    perform cutover_private.fail('CT001', 'The arguments must be one JSON object.');
  end if;
  select string_agg(format('"%s"', left(k.name, 63)), ', ' order by k.name) into v_unknown
    from jsonb_object_keys(p_arguments) k (name)
   where k.name <> all (p_names);
  if v_unknown is not null then
    perform cutover_private.fail('CT001', format('Unknown argument: %s.', left(v_unknown, 500)),
      format('Known are: %s.', array_to_string(p_names, ', ')));
  end if;
end
$function$;

comment on function cutover_private.allow_arguments(jsonb, text []) is 'Refuses arguments other than those named: CT001.';

revoke all on function cutover_private.allow_arguments(jsonb, text []) from public;
