create or replace function cutover_private.remote_query(p_source_id bigint, p_sql text)
returns setof text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_connection text := cutover_private.legacy_connection(p_source_id);
  v_state text;
  v_message text;
  v_detail text;
  v_hint text;
begin
  return query select r.value from extensions.dblink(v_connection, p_sql) as r(value text);
exception when others then
  get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
  perform cutover_private.legacy_error(p_source_id, v_state, v_message, v_detail, v_hint);
end
$$;

revoke all on function cutover_private.remote_query(bigint, text) from public;
comment on function cutover_private.remote_query(bigint, text) is 'Runs SQL that returns one text column on the legacy server. Raises CT501, CT502, CT504, and the agent''s own errors.';
