create or replace function cutover.verify_audit_log(p_anchors jsonb default null)
returns table (ok boolean, rows bigint, first_broken_seq bigint, problem text, head_seq bigint, head_hash text)
language sql
stable
set search_path = pg_catalog, pg_temp
set statement_timeout = '2min'
as $function$
  select v.* from cutover_private.verify_audit_log_as_owner(p_anchors) v
$function$;

comment on function cutover.verify_audit_log(jsonb) is
  'Checks the audit log: every hash, the order, the head, every anchor ever sent out, and the anchors given as [{"origin","seq","hash"}]. Returns one row: ok, rows checked, the first broken seq and what is wrong with it, the head. Raises CT101, CT102.';

revoke all on function cutover.verify_audit_log(jsonb) from public;
grant execute on function cutover.verify_audit_log(jsonb) to authenticated, service_role;
