create or replace function cutover_private.remote_query(p_source_id bigint, p_sql text, p_seconds numeric default null)
returns setof text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_connection text;
  v_state text;
  v_message text;
  v_detail text;
  v_hint text;
begin
  v_connection := cutover_private.ask_legacy(p_source_id, p_sql, p_seconds);
  return query select r.value from extensions.dblink_get_result(v_connection) as r(value text);
  perform cutover_private.end_legacy_answer(v_connection);
exception when others then
  get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
  perform cutover_private.legacy_error(p_source_id, v_state, v_message, v_detail, v_hint);
end
$$;

revoke all on function cutover_private.remote_query(bigint, text, numeric) from public;
comment on function cutover_private.remote_query(bigint, text, numeric) is 'Runs SQL that returns one text column on the legacy server, which has p_seconds for it (null: setting legacy_timeout_seconds). Raises CT501, CT502, CT504, and the agent''s own errors.';
