create or replace function cutover_private.refuse_audit_change()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
  perform cutover_private.fail('CT801', format('%I.%I can only be appended to.', tg_table_schema, tg_table_name));
  return null;
end
$function$;

comment on function cutover_private.refuse_audit_change() is 'Refuses every change of what is in the audit log, the owner''s too: CT801.';

revoke all on function cutover_private.refuse_audit_change() from public;

create trigger refuse_change before update or delete on cutover.cutover_audit_log
for each row execute function cutover_private.refuse_audit_change();
create trigger refuse_truncate before truncate on cutover.cutover_audit_log
for each statement execute function cutover_private.refuse_audit_change();
create trigger refuse_change before update or delete on cutover.audit_anchors
for each row execute function cutover_private.refuse_audit_change();
create trigger refuse_truncate before truncate on cutover.audit_anchors
for each statement execute function cutover_private.refuse_audit_change();
create trigger refuse_change before delete on cutover_private.audit_head
for each row execute function cutover_private.refuse_audit_change();
create trigger refuse_truncate before truncate on cutover_private.audit_head
for each statement execute function cutover_private.refuse_audit_change();

alter table cutover.cutover_audit_log enable always trigger refuse_change;
alter table cutover.cutover_audit_log enable always trigger refuse_truncate;
alter table cutover.audit_anchors enable always trigger refuse_change;
alter table cutover.audit_anchors enable always trigger refuse_truncate;
alter table cutover_private.audit_head enable always trigger refuse_change;
alter table cutover_private.audit_head enable always trigger refuse_truncate;
