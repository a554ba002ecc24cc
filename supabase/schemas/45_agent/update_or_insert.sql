create or replace function cutover_agent.update_or_insert(p_endpoint cutover_agent.endpoints, p_rows text[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- A merge join would trust another system's order of text.
set enable_mergejoin = off
as $$
declare
  v_keys text[] := array(select ((r::text[])[1:p_endpoint.key_length])::text from unnest(p_rows) as r);
  v_wanted text := cutover_agent.rows_by_key(p_endpoint, 't', v_keys);
  v_matches text := cutover_agent.key_condition(p_endpoint, 't', 'u.item::text[]');
  v_names text;
  v_values text;
  v_assignments text;
  v_differs text;
  v_absent text[];
begin
  -- ON CONFLICT needs a constraint, and this database knows none of a foreign table.
  select string_agg(format('%I', c.name), ', ' order by c.n),
    string_agg(format('(u.item::text[])[%s]::%s', c.n, c.type), ', ' order by c.n),
    string_agg(format('%I = (u.item::text[])[%s]::%s', c.name, c.n, c.type), ', ' order by c.n) filter (where c.n > p_endpoint.key_length),
    -- Rows that are equal already are left alone.
    string_agg(format('t.%I::text collate "C" is distinct from (u.item::text[])[%s]::%s::text collate "C"', c.name, c.n, c.type), ' or ' order by c.n)
      filter (where c.n > p_endpoint.key_length)
  into v_names, v_values, v_assignments, v_differs
  from unnest(p_endpoint.columns, p_endpoint.types, p_endpoint.generated) with ordinality as c(name, type, generated, n)
  where not c.generated;
  if v_assignments is not null then
    execute format('update %I.%I as t set %s from unnest($1) as u(item) where %s and %s and (%s)',
      p_endpoint.schema_name, p_endpoint.table_name, v_assignments, v_wanted, v_matches, v_differs) using p_rows;
  end if;
  execute format('with t as materialized (select t.* from %I.%I t where %s)
    select array_agg(u.item) from unnest($1) as u(item) where not exists (select from t where %s)',
    p_endpoint.schema_name, p_endpoint.table_name, v_wanted, v_matches) into v_absent using p_rows;
  if v_absent is not null then
    execute format('insert into %I.%I (%s) select %s from unnest($1) as u(item)',
      p_endpoint.schema_name, p_endpoint.table_name, v_names, v_values) using v_absent;
  end if;
end
$$;

comment on function cutover_agent.update_or_insert(cutover_agent.endpoints, text[]) is 'Updates the rows (text[] literals in canonical order) that a foreign table has and inserts the others. Called by write_foreign_rows only.';
