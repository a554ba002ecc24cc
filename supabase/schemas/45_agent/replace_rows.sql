create or replace function cutover_agent.replace_rows(p_endpoint cutover_agent.endpoints, p_rows text[])
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- A row that goes and comes back would lose its unmapped columns, and take along what a foreign key cascades to.
  if exists (
    select from pg_attribute a
    where a.attrelid = p_endpoint.relation and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> all (p_endpoint.columns)
  ) or exists (
    select from pg_constraint f
    where f.confrelid = p_endpoint.relation and f.contype = 'f' and f.confdeltype in ('c', 'n', 'd')
  ) then
    return false;
  end if;
  -- One statement, so that the rows which refer to these find them there again when it ends.
  execute format(
    'with gone as (delete from %1$I.%2$I t using unnest($1) as u(item) where %3$s returning 1)
     insert into %1$I.%2$I (%4$s) overriding system value
     select %5$s from (select u.item::text[] as v from unnest($1) as u(item) where (select count(*) from gone) >= 0) r',
    p_endpoint.schema_name, p_endpoint.table_name,
    cutover_agent.key_condition(p_endpoint, 't', 'u.item::text[]'),
    (select string_agg(format('%I', u.name), ', ' order by u.n)
     from unnest(p_endpoint.columns, p_endpoint.generated) with ordinality as u(name, generated, n) where not u.generated),
    (select string_agg(format('(r.v)[%s]::%s', u.n, u.type), ', ' order by u.n)
     from unnest(p_endpoint.types, p_endpoint.generated) with ordinality as u(type, generated, n) where not u.generated))
  using p_rows;
  return true;
exception when integrity_constraint_violation or data_exception or raise_exception or program_limit_exceeded then
  return false;
end
$$;

comment on function cutover_agent.replace_rows(cutover_agent.endpoints, text[]) is 'Deletes and inserts rows (text[] literals in canonical order) in one statement: for rows that swap unique values, which no order of updates can apply. All or none: false if a constraint refuses them or the table does not allow it. Called by upsert_rows only.';
