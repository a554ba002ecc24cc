create or replace function cutover_private.advance_run_as(p_claims jsonb, p_run uuid)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
  perform cutover_private.become_caller(p_claims);
  return cutover.advance_run(p_run);
end
$function$;

comment on function cutover_private.advance_run_as(jsonb, uuid) is
  'cutover.advance_run() as the caller with these claims. For the owner''s connection only.';

revoke all on function cutover_private.advance_run_as(jsonb, uuid) from public;
