create or replace function cutover_private.watch_apply_failures()
returns setof cutover_private.condition
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select
    'apply_failures:' || t.name, 'warning', format('%s rows of %s are refused', count(*), t.name),
    jsonb_build_object('rows', count(*), 'first_failed_at', min(f.first_failed_at), 'error_codes', array_agg(distinct f.error_code)),
    t.id, t.group_id, null::uuid
  from cutover.apply_failures f
  join cutover.cutover_tables t on t.id = f.table_id
  group by t.id, t.name, t.group_id
  -- What only arrived in the wrong order is in order by then.
  having min(f.first_failed_at) < clock_timestamp() - interval '1 minute'
$function$;

comment on function cutover_private.watch_apply_failures() is 'Tables of which the receiving side has refused rows for more than a minute.';

revoke all on function cutover_private.watch_apply_failures() from public;
