create or replace function cutover_agent.version()
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select '0.1.0'
$$;

comment on function cutover_agent.version() is 'Version of the agent installed here; both sides must have the same.';
