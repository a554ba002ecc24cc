create or replace function cutover_private.classified_tables(p_classes text [])
returns table (name text, group_name text)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select t.name, g.name
  from cutover.cutover_tables t join cutover.table_groups g on g.id = t.group_id
  where t.data_class = any (p_classes)
  union
  -- Those that were registered once; what happened to them stays on record.
  select l.target, coalesce(l.detail #>> '{arguments,group}', l.target)
  from cutover.cutover_audit_log l
  where l.action = 'register.table' and l.outcome = 'done' and l.detail #>> '{arguments,data_class}' = any (p_classes)
$function$;

comment on function cutover_private.classified_tables(text []) is 'Tables of these data classes that are or were registered, with their groups.';

revoke all on function cutover_private.classified_tables(text []) from public;
