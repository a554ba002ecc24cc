create or replace function cutover_private.level_rank(p_level text)
returns integer
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  select array_position(array['info', 'success', 'warning', 'critical'], p_level)
$function$;

comment on function cutover_private.level_rank(text) is 'Rank of an alert''s level, 1 (info) to 4 (critical); null for anything else.';

revoke all on function cutover_private.level_rank(text) from public;
