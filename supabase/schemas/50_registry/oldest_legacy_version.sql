create or replace function cutover_private.oldest_legacy_version()
returns integer
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  -- 13 brought what the agent rests on: BEFORE triggers for the rows of partitioned tables, transaction ids that do not repeat, trim_scale.
  -- Until 13.4 a new partition got the guard and capture of its table in another state than theirs: rows would have been refused, or lost.
  select 130004
$function$;

revoke all on function cutover_private.oldest_legacy_version() from public;
comment on function cutover_private.oldest_legacy_version() is 'The oldest server_version_num on which the agent does what it promises.';
