create or replace function cutover_private.legacy_error(p_source_id bigint, p_state text, p_message text, p_detail text, p_hint text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := (select s.name from cutover.legacy_sources s where s.id = p_source_id);
begin
  if p_state like 'CT%' then
    perform cutover_private.fail(p_state, p_message, nullif(p_detail, ''), nullif(p_hint, ''));
  end if;
  -- Whatever state the connection is in after an error, a new one is clean.
  perform cutover_private.legacy_disconnect(p_source_id);
  if p_state like '08%' or p_state like '57P%' or p_message ~* 'server closed|terminating connection|could not (send|receive)|connection|no answer within' then
    perform cutover_private.fail('CT501', format('The legacy source %s cannot be reached.', v_name), left(p_message, 300),
      'Check that the legacy server runs and accepts connections from here.');
  elsif p_state in ('3F000', '42883') then
    perform cutover_private.fail('CT502', format('The agent is not installed on legacy source %s.', v_name), left(p_message, 300),
      'Run cutover.install_agent(), or give its script to the DBA.');
  elsif p_state in ('55P03', '57014') then
    perform cutover_private.fail('CT601', format('A lock on legacy source %s was not obtained in time.', v_name), left(p_message, 300), 'Try again.');
  end if;
  -- The remote DETAIL may print a row; it stays where it is.
  perform cutover_private.fail('CT504', format('Legacy source %s reported an error (SQLSTATE %s).', v_name, p_state), left(p_message, 300));
end
$$;

revoke all on function cutover_private.legacy_error(bigint, text, text, text, text) from public;
comment on function cutover_private.legacy_error(bigint, text, text, text, text) is 'Turns an error from the legacy server into a registered one: agent errors pass, else CT501, CT502, CT601 or CT504.';
