create or replace function cutover_private.watch_disk()
returns setof cutover_private.condition
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select
    'disk', case when d.percent >= 90 then 'critical' else 'warning' end, format('The disk is filled by %s %%', d.percent),
    jsonb_build_object('percent', d.percent, 'bytes', d.bytes, 'disk_size_gb', d.size_gb), null::bigint, null::bigint, null::uuid
  from (
    select s.bytes, g.size_gb, round(s.bytes / (g.size_gb * 1073741824) * 100, 1) as percent
    from (select sum(pg_database_size(b.oid)) as bytes from pg_database b where has_database_privilege(b.oid, 'connect')) s
    cross join (select nullif(cutover_private.setting('disk_size_gb')::text::numeric, 0) as size_gb) g
  ) d
  where d.percent >= 80
$function$;

comment on function cutover_private.watch_disk() is 'Whether the databases fill 80 % (warning) or 90 % (critical) of the disk that the setting disk_size_gb tells of.';

revoke all on function cutover_private.watch_disk() from public;
