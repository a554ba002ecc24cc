create or replace function cutover_agent.children_left(p_endpoints uuid[], p_ordinals integer[], p_keys text[], p_moved_ordinals integer[], p_moved_keys text[])
returns text[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set row_security = off
as $$
declare
  v_left text[] := array_fill(null::text, array[cardinality(p_keys)]);
  v_changed boolean := true;
  v_parent cutover_agent.endpoints;
  v_child cutover_agent.endpoints;
  v_reference record;
  v_children text[];
begin
  -- Whoever stays keeps its parent, which keeps its own.
  while v_changed loop
    v_changed := false;
    for i in 1 .. cardinality(p_keys) loop
      continue when v_left[i] is not null;
      v_parent := cutover_agent.endpoint(p_endpoints[p_ordinals[i]]);
      for v_reference in
        select f.conname::text as name, f.conrelid, n.nspname, c.relname,
          (select string_agg(format('p.%I operator(%I.%s) c.%I', pa.attname, opn.nspname, o.oprname, ca.attname), ' and ')
           from unnest(f.confkey, f.conkey, f.conpfeqop) as u(there, here, operator)
           join pg_attribute pa on pa.attrelid = f.confrelid and pa.attnum = u.there
           join pg_attribute ca on ca.attrelid = f.conrelid and ca.attnum = u.here
           join pg_operator o on o.oid = u.operator
           join pg_namespace opn on opn.oid = o.oprnamespace) as condition
        from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
        where f.confrelid = v_parent.relation and f.contype = 'f' and f.confdeltype in ('c', 'n', 'd') and f.conparentid = 0
      loop
        select e.* into v_child from cutover_agent.endpoints e where e.relation = v_reference.conrelid and e.id = any (p_endpoints);
        execute format('select array_agg(%s::text) from %I.%I c join %I.%I p on %s where %s',
          case when v_child.id is null then '''unknown''' else cutover_agent.values_expression(v_child, 'c', v_child.key_length) end,
          v_reference.nspname, v_reference.relname, v_parent.schema_name, v_parent.table_name, v_reference.condition,
          cutover_agent.key_condition(v_parent, 'p', '$1')) into v_children using p_keys[i]::text[];
        if exists (
          select from unnest(v_children) as k
          where not exists (
            select from (
              select p_endpoints[m.ordinal] as endpoint_id, m.key from unnest(p_moved_ordinals, p_moved_keys) as m(ordinal, key)
              union all
              select p_endpoints[d.ordinal], d.key from unnest(p_ordinals, p_keys, v_left) as d(ordinal, key, name) where d.name is null
            ) gone
            where gone.endpoint_id = v_child.id and gone.key = k)
        ) then
          v_left[i] := v_reference.name;
          v_changed := true;
          exit;
        end if;
      end loop;
    end loop;
  end loop;
  return v_left;
end
$$;

comment on function cutover_agent.children_left(uuid[], integer[], text[], integer[], text[]) is 'For each of these keys that are to be deleted: the foreign key, one that acts by itself, by which it has a row that neither goes as well nor is among those that move; null if there is none.';
