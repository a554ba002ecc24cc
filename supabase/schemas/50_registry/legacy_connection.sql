create or replace function cutover_private.legacy_connection(p_source_id bigint)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_detail text;
  v_source cutover.legacy_sources;
  v_name text := 'cutover_' || p_source_id;
begin
  if v_name = any (coalesce(extensions.dblink_get_connections(), '{}')) then
    return v_name;
  end if;
  select * into strict v_source from cutover.legacy_sources where id = p_source_id;
  begin
    perform extensions.dblink_connect(v_name, v_source.server_name);
    -- Commits over there are what promises rest on, whatever the role's defaults; and nothing of ours may hang for ever.
    perform extensions.dblink_send_query(v_name, 'select set_config(''synchronous_commit'', ''on'', false)
      || set_config(''statement_timeout'', ''10min'', false) || set_config(''idle_in_transaction_session_timeout'', ''1min'', false)
      || set_config(''default_transaction_isolation'', ''read committed'', false) || set_config(''default_transaction_read_only'', ''off'', false)
      || set_config(''quote_all_identifiers'', ''off'', false) || set_config(''array_nulls'', ''on'', false)
      || set_config(''application_name'', ''cutover'', false)');
    perform cutover_private.await_legacy(v_name, cutover_private.legacy_timeout());
    perform r.value from extensions.dblink_get_result(v_name) as r(value text);
    perform cutover_private.end_legacy_answer(v_name);
  exception when others then
    get stacked diagnostics v_detail = pg_exception_detail;
    perform cutover_private.legacy_disconnect(p_source_id);
    perform cutover_private.fail('CT501', format('The legacy source %s cannot be reached.', v_source.name),
      -- libpq's text names host, port and cause, not the password.
      left(regexp_replace(concat_ws(': ', sqlerrm, nullif(v_detail, '')), '\s+', ' ', 'g'), 300), 'Check that the legacy server runs, accepts connections from here, and that the credentials are right.');
  end;
  return v_name;
end
$$;

revoke all on function cutover_private.legacy_connection(bigint) from public;
comment on function cutover_private.legacy_connection(bigint) is 'Name of this session''s dblink connection to a legacy source, opened if need be. Raises CT501.';
