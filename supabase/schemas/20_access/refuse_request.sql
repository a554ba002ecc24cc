create or replace function cutover_private.refuse_request(
  p_claims jsonb, p_operation text, p_code text, p_message text, p_details text default null, p_request jsonb default '{}'
)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_given jsonb := case jsonb_typeof(p_request) when 'object' then p_request else '{}'::jsonb end;
  v_request jsonb := cutover_private.request_context(p_request);
  v_outer_request text := current_setting('cutover.request', true);
  v_actor record;
  v_operation cutover_private.operations;
  v_error cutover.error_codes;
  v_code text := p_code;
  v_message text := left(p_message, 2000);
  v_details text := left(nullif(p_details, ''), 8000);
  v_hint text;
  v_detail jsonb;
begin
  -- The owner's rights stay; the claims only say whom it concerns.
  perform set_config('request.jwt.claims', coalesce(p_claims, '{}')::text, true), set_config('cutover.request', v_request::text, true);
  select a.subject, a.role into v_actor from cutover_private.actor() a;
  select o.* into v_operation from cutover_private.operations o where o.name = p_operation;

  -- Who may not do this anyway learns nothing else: rights come before form.
  if v_code not in ('CT014', 'CT015', 'CT101', 'CT106') and (v_operation.name is null or v_operation.minimum_role is not null) then
    begin
      perform cutover_private.require_role(coalesce(v_operation.minimum_role, 'viewer'));
    exception when others then
      get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_details = pg_exception_detail, v_hint = pg_exception_hint;
    end;
  end if;

  select e.* into v_error from cutover.error_codes e where e.code = v_code;
  if not found then
    select e.* into strict v_error from cutover.error_codes e where e.code = 'CT901';
  end if;
  v_detail := jsonb_strip_nulls(jsonb_build_object(
    'operation', left(p_operation, 63), 'function', left(v_given ->> 'function', 63), 'method', left(v_given ->> 'method', 20),
    'message', left(v_message, 500)));
  if v_actor.role is null then
    if v_given ? 'only_counted' then
      -- What the caller of this function had to turn away without asking; the next row that is written tells.
      update cutover_private.audit_refusals set suppressed = suppressed + (v_given ->> 'only_counted')::bigint;
    end if;
    perform cutover_private.audit_refused_request('request.refuse', v_error.code, v_detail || jsonb_strip_nulls(jsonb_build_object(
      'claimed_subject', v_actor.subject, 'user_agent', left(v_given ->> 'user_agent', 200))));
  else
    perform cutover_private.audit(
      coalesce(v_operation.action, replace(v_operation.name, '_', '.'), 'request.refuse'), 'refused', null, null,
      v_detail || jsonb_strip_nulls(jsonb_build_object('code', v_error.code, 'message', v_message, 'details', v_details)));
  end if;
  perform set_config('cutover.request', coalesce(v_outer_request, ''), true);
  return jsonb_build_object(
    'ok', false,
    'error', jsonb_build_object(
      'code', v_error.code, 'name', v_error.name, 'message', coalesce(v_message, v_error.title),
      'details', nullif(v_details, ''), 'hint', coalesce(nullif(v_hint, ''), v_error.remedy)),
    'http_status', v_error.http_status,
    'request_id', v_request ->> 'request_id');
end
$function$;

comment on function cutover_private.refuse_request(jsonb, text, text, text, text, jsonb) is
  'Audits a request that was refused before it became a command (no valid token, no valid JSON, …) and returns the answer in the form of cutover.command(). A caller without the role that the operation needs gets CT101, CT102 or CT103 instead; without any role the audit rows are limited. For the owner''s connection only.';

-- Granted to nobody: whoever may call it could fill the log.
revoke all on function cutover_private.refuse_request(jsonb, text, text, text, text, jsonb) from public;
