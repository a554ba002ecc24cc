create or replace function cutover_private.request_context(p_request jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_given jsonb := case jsonb_typeof(p_request) when 'object' then p_request else '{}'::jsonb end;
  v_headers jsonb;
  v_address text;
begin
  if cutover_private.is_owner_session() then
    v_address := v_given ->> 'client_address';
  else
    -- Straight from the Data API: what the caller says of its own address is worth nothing.
    begin
      v_headers := nullif(current_setting('request.headers', true), '')::jsonb;
    exception when others then
      v_headers := null;
    end;
    v_address := coalesce(v_headers ->> 'cf-connecting-ip', split_part(v_headers ->> 'x-forwarded-for', ',', 1));
  end if;
  return jsonb_build_object(
    'request_id', left(coalesce(nullif(v_given ->> 'request_id', ''), gen_random_uuid()::text), 200),
    'client_address', left(coalesce(nullif(v_address, ''), host(inet_client_addr())), 200),
    'on_behalf_of', left(nullif(v_given ->> 'on_behalf_of', ''), 200));
end
$function$;

comment on function cutover_private.request_context(jsonb) is
  'The request as the audit log keeps it: request_id (made up if none is given), client_address, on_behalf_of; each at most 200 characters.';

revoke all on function cutover_private.request_context(jsonb) from public;
