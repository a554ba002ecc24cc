create or replace function cutover_private.audit_guards_missing()
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select string_agg(format('%s on %s', w.trigger_name, w.relation), ', ' order by w.relation, w.trigger_name)
    from (values
      ('cutover.cutover_audit_log', 'refuse_change', 'cutover_private.refuse_audit_change()', 27),
      ('cutover.cutover_audit_log', 'refuse_truncate', 'cutover_private.refuse_audit_change()', 34),
      ('cutover.audit_anchors', 'refuse_change', 'cutover_private.refuse_audit_change()', 27),
      ('cutover.audit_anchors', 'refuse_truncate', 'cutover_private.refuse_audit_change()', 34),
      ('cutover_private.audit_head', 'refuse_change', 'cutover_private.refuse_audit_change()', 11),
      ('cutover_private.audit_head', 'refuse_truncate', 'cutover_private.refuse_audit_change()', 34),
      ('cutover_private.audit_pending', 'seal_audit', 'cutover_private.seal_audit()', 5)
    ) w (relation, trigger_name, function_name, type)
   where not exists (
     select 1 from pg_trigger t
      where t.tgrelid = to_regclass(w.relation) and t.tgname = w.trigger_name and t.tgenabled = 'A'
        and t.tgfoid = to_regprocedure(w.function_name) and t.tgtype = w.type and t.tgqual is null)
$function$;

revoke all on function cutover_private.audit_guards_missing() from public;
comment on function cutover_private.audit_guards_missing() is
  'The triggers that protect the audit log and are gone, replaced or not enabled always; null if all are in place.';
