create or replace function cutover_private.command_as(
  p_claims jsonb, p_operation text, p_arguments jsonb, p_idempotency_key text, p_request jsonb
)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
  -- One statement for both, so that no lost connection can part the command from its caller.
  perform cutover_private.become_caller(p_claims);
  return cutover.command(p_operation, p_arguments, p_idempotency_key, p_request);
end
$function$;

comment on function cutover_private.command_as(jsonb, text, jsonb, text, jsonb) is
  'cutover.command() as the caller with these claims, with the caller''s rights and no others. For the owner''s connection only.';

revoke all on function cutover_private.command_as(jsonb, text, jsonb, text, jsonb) from public;
