create or replace function cutover_private.agent_query(p_source_id bigint, p_side text, p_sql text, p_seconds numeric default null)
returns setof text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if cutover_private.is_remote(p_source_id, p_side) then
    return query select r.value from cutover_private.remote_query(p_source_id, p_sql, p_seconds) as r(value);
  else
    begin
      return query execute p_sql;
    exception when fdw_error then
      perform cutover_private.foreign_error(p_source_id, sqlstate, sqlerrm);
    end;
  end if;
end
$$;

revoke all on function cutover_private.agent_query(bigint, text, text, numeric) from public;
comment on function cutover_private.agent_query(bigint, text, text, numeric) is 'Runs SQL that returns one text column on a side: here, or on the legacy server in a transaction of its own that has committed when this returns; it has p_seconds for it (null: setting legacy_timeout_seconds). Raises CT501, CT502, CT504, and the agent''s own errors.';
