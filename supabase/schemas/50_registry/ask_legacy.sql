create or replace function cutover_private.ask_legacy(p_source_id bigint, p_sql text, p_seconds numeric default null, p_wait boolean default true)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_connection text := cutover_private.legacy_connection(p_source_id);
  v_sent integer;
begin
  -- What an earlier call left unread (it was interrupted, or raised), or a server that went away meanwhile: start afresh.
  if extensions.dblink_is_busy(v_connection) = 1 or extensions.dblink_error_message(v_connection) <> 'OK' then
    perform cutover_private.legacy_disconnect(p_source_id);
    v_connection := cutover_private.legacy_connection(p_source_id);
  end if;
  v_sent := extensions.dblink_send_query(v_connection, p_sql);
  if v_sent <> 1 then
    -- An answer that has arrived and was never read keeps the connection as well.
    perform cutover_private.legacy_disconnect(p_source_id);
    v_connection := cutover_private.legacy_connection(p_source_id);
    v_sent := extensions.dblink_send_query(v_connection, p_sql);
  end if;
  if v_sent <> 1 then
    raise exception using errcode = '08006', message = extensions.dblink_error_message(v_connection);
  end if;
  if p_wait then
    perform cutover_private.await_legacy(v_connection, cutover_private.legacy_timeout(p_seconds));
  end if;
  return v_connection;
end
$$;

revoke all on function cutover_private.ask_legacy(bigint, text, numeric, boolean) from public;
comment on function cutover_private.ask_legacy(bigint, text, numeric, boolean) is 'Sends SQL to a legacy server and waits for the answer (legacy_timeout), which dblink_get_result then reads from the connection returned; end_legacy_answer follows. Raises CT501, 08006.';
