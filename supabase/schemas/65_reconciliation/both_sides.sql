create or replace function cutover_private.both_sides(p_source_id bigint, p_legacy_sql text, p_supabase_sql text)
returns table (side text, value text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_connection text;
  v_at text := 'sending';
  v_state text;
  v_message text;
  v_detail text;
  v_hint text;
begin
  if not cutover_private.is_remote(p_source_id, 'legacy') then
    return query select 'legacy', r.value from cutover_private.agent_query(p_source_id, 'legacy', p_legacy_sql) as r(value);
    return query select 'supabase', r.value from cutover_private.agent_query(p_source_id, 'supabase', p_supabase_sql) as r(value);
    return;
  end if;
  begin
    -- Sent first and fetched last: both servers compute at the same time.
    v_connection := cutover_private.ask_legacy(p_source_id, p_legacy_sql, p_wait => false);
    v_at := 'here';
    return query select 'supabase', r.value from cutover_private.agent_query(p_source_id, 'supabase', p_supabase_sql) as r(value);
    v_at := 'fetching';
    -- Checksums of large chunks take their time; twice what is usual is what a slow server gets.
    perform cutover_private.await_legacy(v_connection, 2 * cutover_private.legacy_timeout());
    return query select 'legacy', r.value from extensions.dblink_get_result(v_connection) as r(value text);
    perform cutover_private.end_legacy_answer(v_connection);
  exception when others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    -- An answer may still be under way over there; a new connection knows nothing of it.
    perform cutover_private.legacy_disconnect(p_source_id);
    if v_at = 'here' then
      raise;
    end if;
    perform cutover_private.legacy_error(p_source_id, v_state, v_message, v_detail, v_hint);
  end;
end
$$;

revoke all on function cutover_private.both_sides(bigint, text, text) from public;
comment on function cutover_private.both_sides(bigint, text, text) is 'Runs one SQL text on each side, each returning one text column; at the same time if legacy is another server. Raises CT501, CT502, CT504, and the agent''s own errors.';
