create or replace function cutover_agent.hashes_rows()
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select current_setting('server_version_num')::integer >= 140000
$$;

comment on function cutover_agent.hashes_rows() is 'True if this server can hash a row of any values, as PostgreSQL can from 14 on; an older one hashes arrays, whose elements are of one type.';
