create or replace function cutover_agent.count_orphans(p_endpoint uuid)
returns table (constraint_name text, validated boolean, orphans bigint)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_key record;
begin
  for v_key in
    select f.conname::text as name, f.convalidated as is_validated, f.confmatchtype,
      format('%I.%I', n.nspname, c.relname) as referenced,
      (select string_agg(format('p.%I = t.%I', r.attname, a.attname), ' and ' order by u.n)
       from unnest(f.conkey, f.confkey) with ordinality as u(here, there, n)
       join pg_attribute a on a.attrelid = f.conrelid and a.attnum = u.here
       join pg_attribute r on r.attrelid = f.confrelid and r.attnum = u.there) as matches,
      (select string_agg(format('t.%I is not null', a.attname), ' and ')
       from unnest(f.conkey) as u(here) join pg_attribute a on a.attrelid = f.conrelid and a.attnum = u.here) as present
    from pg_constraint f join pg_class c on c.oid = f.confrelid join pg_namespace n on n.oid = c.relnamespace
    where f.conrelid = v_endpoint.relation and f.contype = 'f' and f.conparentid = 0
    order by f.conname
  loop
    constraint_name := v_key.name;
    validated := v_key.is_validated;
    execute format('select count(*) from %I.%I t where %s and not exists (select from %s p where %s)',
      v_endpoint.schema_name, v_endpoint.table_name, v_key.present, v_key.referenced, v_key.matches) into orphans;
    return next;
  end loop;
end
$$;

comment on function cutover_agent.count_orphans(uuid) is 'For each foreign key of the table: is it validated, and how many rows refer to nothing.';
