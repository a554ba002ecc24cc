create or replace function cutover_private.execute_command(p_operation text, p_arguments jsonb, p_idempotency_key text, p_request jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_started timestamptz := clock_timestamp();
  v_request jsonb := cutover_private.request_context(p_request);
  v_outer_request text := current_setting('cutover.request', true);
  v_actor record;
  v_operation cutover_private.operations;
  v_fingerprint text;
  v_stored cutover_private.commands;
  v_holds_key boolean := false;
  v_result jsonb;
  v_answer jsonb;
  v_state text;
  v_message text;
  v_detail text;
  v_hint text;
  v_error cutover.error_codes;
  v_target text;
begin
  perform set_config('cutover.request', v_request::text, true);
  select a.subject, a.role, a.label into v_actor from cutover_private.actor() a;

  -- Everything that can refuse runs in here: what a refused command did is undone, and the refusal itself is kept.
  begin
    select o.* into v_operation from cutover_private.operations o where o.name = p_operation;
    if v_operation.name is null then
      perform cutover_private.require_role('viewer');
      perform cutover_private.fail('CT008', format('There is no operation "%s".', left(p_operation, 63)));
    elsif v_operation.minimum_role is not null then
      perform cutover_private.require_role(v_operation.minimum_role);
    end if;
    if jsonb_typeof(coalesce(p_arguments, '{}')) <> 'object' then
      perform cutover_private.fail('CT001', 'The arguments must be one JSON object.');
    end if;
    if p_idempotency_key is not null and p_idempotency_key !~ '^[\x20-\x7e]{1,200}$' then
      perform cutover_private.fail('CT302', 'The idempotency key must be 1 to 200 printable ASCII characters.');
    end if;
  exception when others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
  end;

  if v_state is null and v_operation.mutates and p_idempotency_key is not null then
    v_fingerprint := encode(sha256(convert_to(p_operation || chr(10) || coalesce(p_arguments, '{}')::text, 'UTF8')), 'hex');
    -- Waits for a twin that is at work: it either commits, and is replayed below, or ends, and this one takes its place.
    insert into cutover_private.commands (actor, key, fingerprint, operation)
    values (v_actor.subject, p_idempotency_key, v_fingerprint, p_operation)
    on conflict (actor, key) do nothing;
    v_holds_key := found;
    if not v_holds_key then
      select c.* into v_stored from cutover_private.commands c where c.actor = v_actor.subject and c.key = p_idempotency_key;
      if v_stored.fingerprint = v_fingerprint and v_stored.answer is not null then
        perform set_config('cutover.request', coalesce(v_outer_request, ''), true);
        if not (v_stored.answer ->> 'ok')::boolean then
          perform set_config('response.status', v_stored.answer ->> 'http_status', true);
        end if;
        return v_stored.answer || '{"replayed": true}';
      elsif v_stored.fingerprint <> v_fingerprint then
        v_state := 'CT301';
        v_message := 'The idempotency key was used with another request.';
        v_detail := format('It belongs to the operation %s of %s.', v_stored.operation, v_stored.created_at);
      else
        -- Taken by this very transaction, or cleaned away between the two statements.
        v_state := 'CT212';
        v_message := 'The request with this idempotency key is still being worked on.';
      end if;
    end if;
  end if;

  if v_state is null then
    begin
      execute format('select cutover_private.%I($1)', v_operation.handler) into v_result using coalesce(p_arguments, '{}');
    -- "others" leaves out a cancelled query: a timeout inside the handler must end as a refusal, too.
    exception when query_canceled or assert_failure or others then
      get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    end;
  end if;

  v_target := case when jsonb_typeof(p_arguments) = 'object' then p_arguments ->> v_operation.target_argument end;

  if v_state is null then
    v_answer := jsonb_build_object('ok', true, 'result', coalesce(v_result, 'null'), 'request_id', v_request ->> 'request_id');
    if v_operation.mutates then
      perform cutover_private.audit(
        coalesce(v_operation.action, replace(v_operation.name, '_', '.')), 'done', v_operation.target_argument, v_target,
        jsonb_strip_nulls(jsonb_build_object('arguments', cutover_private.audited_arguments(p_arguments), 'idempotency_key', p_idempotency_key)),
        extract(epoch from clock_timestamp() - v_started) * 1000);
    end if;
  else
    select e.* into v_error from cutover.error_codes e where e.code = v_state;
    if not found then
      -- The detail of an error that is not ours may print rows (a failed NOT NULL does): it stays here.
      v_detail := format('SQLSTATE %s', v_state);
      v_hint := null;
      select e.* into strict v_error from cutover.error_codes e
       where e.code = case
         when v_state = '55P03' then 'CT601'
         when v_state = '57014' then 'CT607'
         when v_state in ('40001', '40P01') then 'CT212'
         when v_state like '08%' then 'CT501'
         else 'CT901'
       end;
    end if;
    v_answer := jsonb_build_object(
      'ok', false,
      'error', jsonb_build_object(
        'code', v_error.code, 'name', v_error.name, 'message', v_message,
        'details', nullif(v_detail, ''), 'hint', coalesce(nullif(v_hint, ''), v_error.remedy)),
      'http_status', v_error.http_status,
      'request_id', v_request ->> 'request_id');

    if current_setting('transaction_read_only') = 'off' then
      if v_actor.role is null then
        -- No operator: counted beyond a rate, or anybody with a token could fill the log.
        perform cutover_private.audit_refused_request(
          'command.execute', v_error.code,
          jsonb_strip_nulls(jsonb_build_object('operation', left(p_operation, 63), 'claimed_subject', v_actor.subject)));
      else
        perform cutover_private.audit(
          coalesce(v_operation.action, replace(v_operation.name, '_', '.'), 'command.execute'),
          'refused', v_operation.target_argument, v_target,
          jsonb_strip_nulls(jsonb_build_object(
            'operation', left(p_operation, 63), 'arguments', cutover_private.audited_arguments(p_arguments),
            'idempotency_key', left(p_idempotency_key, 200),
            'code', v_error.code, 'message', left(v_message, 2000), 'details', left(nullif(v_detail, ''), 8000))),
          extract(epoch from clock_timestamp() - v_started) * 1000);
      end if;
    end if;
    perform set_config('response.status', v_error.http_status::text, true);
    raise warning '% %: %', v_error.code, v_error.name, v_message using
      detail = coalesce(nullif(v_detail, ''), v_error.title), hint = v_answer #>> '{error,hint}';
  end if;

  if v_holds_key then
    if v_error.http_status >= 500 or v_error.code = 'CT212' then
      -- Not the last word: the same key may try again.
      delete from cutover_private.commands c where c.actor = v_actor.subject and c.key = p_idempotency_key;
    else
      update cutover_private.commands c set answer = v_answer where c.actor = v_actor.subject and c.key = p_idempotency_key;
    end if;
  end if;
  perform set_config('cutover.request', coalesce(v_outer_request, ''), true);
  return v_answer;
end
$function$;

comment on function cutover_private.execute_command(text, jsonb, text, jsonb) is
  'The work of cutover.command(), with the owner''s rights: authorize, find the stored answer, run the handler, audit, store the answer.';

revoke all on function cutover_private.execute_command(text, jsonb, text, jsonb) from public;
grant execute on function cutover_private.execute_command(text, jsonb, text, jsonb) to authenticated, service_role;
