create or replace function cutover_private.end_legacy_answer(p_connection text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.await_legacy(p_connection, cutover_private.legacy_timeout());
  perform r.value from extensions.dblink_get_result(p_connection) as r(value text);
end
$$;

revoke all on function cutover_private.end_legacy_answer(text) from public;
comment on function cutover_private.end_legacy_answer(text) is 'Reads the end of an answer, after which the connection takes the next question.';
