create or replace function cutover_private.watch_verifier_broken()
returns setof cutover_private.condition
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select
    'verifier_broken:' || v.source_name, 'critical', format('The verifier does not find what was planted in %s', v.source_name),
    jsonb_build_object('checked_at', v.checked_at, 'last_sound_at', v.last_sound_at, 'planted', v.planted, 'found', v.found),
    null::bigint, null::bigint, null::uuid
  from cutover.verifier_status v
  where v.verdict = 'broken'
$function$;

comment on function cutover_private.watch_verifier_broken() is 'Legacy sources for which the verifier did not find, last time, what was planted for it.';

revoke all on function cutover_private.watch_verifier_broken() from public;
