create or replace function cutover_private.argument_anchors(p_arguments jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_anchors jsonb := cutover_private.argument_value(p_arguments, 'anchors', 'array', false);
begin
  if jsonb_array_length(v_anchors) > 10000 then
    perform cutover_private.fail('CT001', 'The argument "anchors" has more than 10000 elements.');
  end if;
  if exists (
    select from jsonb_array_elements(v_anchors) a
    where jsonb_typeof(a) <> 'object' or coalesce(jsonb_typeof(a -> 'seq'), '') <> 'number' or coalesce(a ->> 'seq' !~ '^[0-9]{1,18}$', true)
      or coalesce(a ->> 'origin' !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', true) or coalesce(a ->> 'hash' !~ '^[0-9a-f]{64}$', true))
  then
    perform cutover_private.fail('CT001', 'An element of the argument "anchors" is no anchor.', 'An anchor is {"origin": <uuid>, "seq": <number>, "hash": <64 hexadecimal digits>}.');
  end if;
  return v_anchors;
end
$$;

revoke all on function cutover_private.argument_anchors(jsonb) from public;
comment on function cutover_private.argument_anchors(jsonb) is 'The argument "anchors": heads of audit chains that left their database; null where it is absent. Raises CT001.';
