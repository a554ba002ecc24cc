create or replace function cutover_agent.hash_expression(p_columns text[], p_classes text[], p_alias text default 't')
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
begin atomic
  select format('hash_record_extended(row(%s), 0)',
    string_agg(cutover_agent.canonical_expression(format('%s.%I', p_alias, u.name), u.class), ', ' order by u.position))
  from unnest(p_columns, p_classes) with ordinality as u(name, class, position);
end;

comment on function cutover_agent.hash_expression(text[], text[], text) is 'SQL expression for the 64-bit hash of these columns of the row called p_alias.';
