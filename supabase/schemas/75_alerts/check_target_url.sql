create or replace function cutover_private.check_target_url(p_url text)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_parts text[] := regexp_match(p_url, '^(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?(?:/[!-~]*)?$');
  v_plain boolean := cutover_private.plain_http();
begin
  if v_parts is null or p_url ~ '[#\\]' then
    perform cutover_private.fail('CT020', 'The address of the target is none that can be sent to.',
      'An address is https://<host>/<path>, the host in lower case, without user, password and fragment.');
  elsif v_parts[1] = 'http' and not v_plain then
    perform cutover_private.fail('CT020', 'The address of the target is not https.');
  elsif v_parts[3] <> ':443' and not v_plain then
    perform cutover_private.fail('CT020', format('The address of the target has the port %s; 443 is allowed.', ltrim(v_parts[3], ':')));
  elsif not cutover_private.setting('notification_hosts') ? v_parts[2] then
    perform cutover_private.fail('CT020', format('Nothing may be sent to the host %s.', left(v_parts[2], 200)), null,
      'An admin adds it to the setting notification_hosts.');
  end if;
end
$$;

revoke all on function cutover_private.check_target_url(text) from public;
comment on function cutover_private.check_target_url(text) is
  'Refuses addresses that notifications may not be sent to: CT020. The edge function looks again at what the name leads to when it sends.';
