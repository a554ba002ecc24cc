create or replace function cutover_private.call_notify()
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_url text := cutover_private.setting('notify_url') #>> '{}';
  v_key text := cutover_private.vault_secret('cutover_notify_key');
  v_request bigint;
begin
  -- pg_net belongs to hosted projects; the packages that the local stack is made of do not have it. Without it, any
  -- scheduler calls the function with a secret key.
  if to_regnamespace('net') is null or v_url = '' or v_key is null then
    return null;
  end if;
  execute 'select net.http_post(url => $1, headers => $2, body => $3, timeout_milliseconds => 60000)'
    into v_request using v_url, jsonb_build_object('content-type', 'application/json', 'apikey', v_key), jsonb_build_object();
  return v_request;
end
$$;

revoke all on function cutover_private.call_notify() from public;
comment on function cutover_private.call_notify() is
  'Has pg_net call the edge function notify, with the secret key cutover_notify_key of the Vault. Null where pg_net, the setting notify_url or the key is missing: then nothing is called.';
