create or replace function cutover_private.legacy_disconnect(p_source_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := 'cutover_' || p_source_id;
begin
  if v_name = any (coalesce(extensions.dblink_get_connections(), '{}')) then
    perform extensions.dblink_disconnect(v_name);
  end if;
exception when others then
  null; -- A connection that is already broken needs no closing.
end
$$;

revoke all on function cutover_private.legacy_disconnect(bigint) from public;
comment on function cutover_private.legacy_disconnect(bigint) is 'Closes this session''s connection to a legacy source, if there is one.';
