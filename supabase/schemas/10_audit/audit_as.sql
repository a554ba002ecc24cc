create or replace function cutover_private.audit_as(
  p_actor text,
  p_actor_role text,
  p_actor_label text,
  p_action text,
  p_outcome text,
  p_target_kind text,
  p_target text,
  p_detail jsonb,
  p_duration_ms numeric
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_request jsonb := coalesce(nullif(current_setting('cutover.request', true), ''), '{}')::jsonb;
  v_detail jsonb := coalesce(p_detail, '{}');
begin
  if octet_length(v_detail::text) > 65536 then
    v_detail := jsonb_build_object(
      'left_out', 'the detail is too long', 'bytes', octet_length(v_detail::text),
      'sha256', encode(sha256(convert_to(v_detail::text, 'UTF8')), 'hex'));
  end if;

  insert into cutover_private.audit_pending (
    recorded_at, transaction_id, actor, actor_role, actor_label, on_behalf_of, request_id, client_address,
    action, outcome, target_kind, target, detail, duration_ms)
  values (
    clock_timestamp(), pg_current_xact_id()::text::bigint, p_actor, p_actor_role, p_actor_label,
    v_request ->> 'on_behalf_of', v_request ->> 'request_id', v_request ->> 'client_address',
    p_action, p_outcome, p_target_kind, left(p_target, 200), v_detail, round(p_duration_ms, 3));
end
$function$;

comment on function cutover_private.audit_as(text, text, text, text, text, text, text, jsonb, numeric) is
  'Writes an audit row for a given actor; for the functions of the audit domain only, everybody else uses cutover_private.audit().';

revoke all on function cutover_private.audit_as(text, text, text, text, text, text, text, jsonb, numeric) from public;
