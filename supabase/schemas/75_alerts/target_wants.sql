create or replace function cutover_private.target_wants(p_target cutover.notification_targets, p_level text, p_group_id bigint)
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  select cutover_private.level_rank(p_level) >= cutover_private.level_rank(p_target.minimum_level)
    and (p_group_id is null or p_target.groups is null
      or (select g.name from cutover.table_groups g where g.id = p_group_id) = any (p_target.groups))
$function$;

comment on function cutover_private.target_wants(cutover.notification_targets, text, bigint) is
  'Whether a target gets what has this level and concerns this group (null: none in particular, which concerns everybody).';

revoke all on function cutover_private.target_wants(cutover.notification_targets, text, bigint) from public;
