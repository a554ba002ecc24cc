create or replace function cutover_agent.rows_by_key(p_endpoint cutover_agent.endpoints, p_alias text, p_keys text[])
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  -- Written out and over one column: the form that wrappers hand down. Where the other system compares more loosely than this one, it
  -- sends more rows than were asked for; the exact key is compared here.
  select format('%s.%I = any (%L::%s[])', p_alias, p_endpoint.columns[1],
    (select array_agg(distinct (k::text[])[1]) from unnest(p_keys) as k), p_endpoint.types[1])
$$;

comment on function cutover_agent.rows_by_key(cutover_agent.endpoints, text, text[]) is 'SQL condition for a foreign table: at least the rows with these keys (text[] literals), in one question to the other system.';
