create or replace function cutover.verify_export(p_export jsonb, p_anchors jsonb default null)
returns table (ok boolean, rows bigint, first_broken_seq bigint, problem text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  select v.* from cutover_private.verify_export_as_owner(p_export, p_anchors) v
$function$;

comment on function cutover.verify_export(jsonb, jsonb) is
  'Checks a page of cutover.export_audit() in the format json: every hash, the order, no row missing, the anchors in it and those given as [{"origin","seq","hash"}], and, in the database that it comes from, the audit log itself. In any database with Cutover. Returns one row: ok, events checked, the first broken seq and what is wrong with it. Raises CT001, CT101, CT102.';

revoke all on function cutover.verify_export(jsonb, jsonb) from public;
grant execute on function cutover.verify_export(jsonb, jsonb) to authenticated, service_role;
