create or replace function cutover_agent.read_hindrance(p_relation oid)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  -- Seen: with the default, a 3-byte connection, mysql_fdw 2.8 reads an emoji as a question mark, and so would every comparison.
  select format('the connection does not carry all of Unicode: alter server %I options (%s character_set ''utf8mb4'');', s.srvname,
    case when o.value is null then 'add' else 'set' end)
  from pg_foreign_table t
  join pg_foreign_server s on s.oid = t.ftserver
  left join lateral (select p.option_value as value from pg_options_to_table(s.srvoptions) p where p.option_name = 'character_set') o on true
  where t.ftrelid = p_relation and cutover_agent.wrapper(p_relation) = 'mysql_fdw' and o.value is distinct from 'utf8mb4'
$$;

comment on function cutover_agent.read_hindrance(oid) is 'Why the values of a foreign table would not arrive as they are, with the remedy; null if nothing is known against it.';
