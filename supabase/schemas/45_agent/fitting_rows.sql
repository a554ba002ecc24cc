create or replace function cutover_agent.fitting_rows(p_endpoints uuid[], p_ordinals integer[], p_items text[], p_left boolean[])
returns boolean[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_left boolean[] := p_left;
  v_relations oid[];
  v_endpoint cutover_agent.endpoints;
  v_key record;
  v_reference text[];
  v_found boolean;
  v_changed boolean := true;
begin
  select array_agg(e.relation order by u.n) into v_relations
  from unnest(p_endpoints) with ordinality as u(id, n) join cutover_agent.endpoints e on e.id = u.id;
  while v_changed loop
    v_changed := false;
    for i in 1 .. cardinality(p_items) loop
      continue when not v_left[i];
      v_endpoint := cutover_agent.endpoint(p_endpoints[p_ordinals[i]]);
      for v_key in
        select f.confrelid, n.nspname, c.relname, array_position(v_relations, f.confrelid) as parent_ordinal,
          (select array_agg(array_position(v_endpoint.columns, a.attname::text) order by u.n)
           from unnest(f.conkey) with ordinality as u(here, n) join pg_attribute a on a.attrelid = f.conrelid and a.attnum = u.here) as positions,
          (select array_agg(a.attname::text order by u.n)
           from unnest(f.confkey) with ordinality as u(there, n) join pg_attribute a on a.attrelid = f.confrelid and a.attnum = u.there) as parent_columns,
          (select string_agg(format('p.%I = $1[%s]::%s', a.attname, u.n, format_type(a.atttypid, -1)), ' and ')
           from unnest(f.confkey) with ordinality as u(there, n) join pg_attribute a on a.attrelid = f.confrelid and a.attnum = u.there) as condition
        from pg_constraint f join pg_class c on c.oid = f.confrelid join pg_namespace n on n.oid = c.relnamespace
        where f.conrelid = v_endpoint.relation and f.contype = 'f' and f.conparentid = 0
      loop
        continue when array_position(v_key.positions, null) is not null;
        v_reference := (select array_agg((p_items[i]::text[])[position] order by n) from unnest(v_key.positions) with ordinality as u(position, n));
        continue when array_position(v_reference, null) is not null;
        execute format('select exists (select from %I.%I p where %s)', v_key.nspname, v_key.relname, v_key.condition) into v_found using v_reference;
        v_found := v_found or exists (
          select from unnest(p_ordinals, p_items, v_left) as s(ordinal, item, is_left)
          join cutover_agent.endpoints e on e.id = p_endpoints[s.ordinal]
          where s.is_left and s.ordinal = v_key.parent_ordinal and v_reference = (
            select array_agg((s.item::text[])[array_position(e.columns, u.name)] order by u.n) from unnest(v_key.parent_columns) with ordinality as u(name, n)));
        if not v_found then
          v_left[i] := false;
          v_changed := true;
          exit;
        end if;
      end loop;
    end loop;
  end loop;
  return v_left;
end
$$;

comment on function cutover_agent.fitting_rows(uuid[], integer[], text[], boolean[]) is 'Which of the rows that are left may fit together: a row whose parent is neither there nor among these would keep the others out, so it is put aside, and then who refers to it. Called by retry_together only.';
