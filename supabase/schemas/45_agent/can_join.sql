create or replace function cutover_agent.can_join(p_legacy uuid, p_supabase uuid)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select l.enforces_key and s.enforces_key and l.types[: l.key_length] = s.types[: s.key_length] and not exists (
    select from unnest(l.columns[: l.key_length], s.columns[: s.key_length]) as u(legacy, supabase)
    join pg_attribute a on a.attrelid = l.relation and a.attname = u.legacy
    join pg_attribute b on b.attrelid = s.relation and b.attname = u.supabase
    where a.attcollation <> b.attcollation)
  from cutover_agent.endpoints l, cutover_agent.endpoints s
  where l.id = p_legacy and s.id = p_supabase
$function$;

comment on function cutover_agent.can_join(uuid, uuid) is 'True if two tables of this database have keys of one type and collation, so that they sort alike and one join compares them (compare_range).';
