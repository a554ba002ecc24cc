create or replace function cutover.command(
  p_operation text, p_arguments jsonb default '{}', p_idempotency_key text default null, p_request jsonb default '{}'
)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover_private.execute_command(p_operation, p_arguments, p_idempotency_key, p_request)
$function$;

comment on function cutover.command(text, jsonb, text, jsonb) is
  'The one door: runs an operation with its arguments. An idempotency key (1 to 200 characters) makes a repeated request get the first answer again, with "replayed": true. Request: {"request_id", "client_address", "on_behalf_of"}. Returns {"ok": true, "result", "request_id"} or {"ok": false, "error": {"code", "name", "message", "details", "hint"}, "http_status", "request_id"}; it does not raise refusals, because they are audited.';

revoke all on function cutover.command(text, jsonb, text, jsonb) from public;
grant execute on function cutover.command(text, jsonb, text, jsonb) to authenticated, service_role;
