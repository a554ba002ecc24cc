create or replace function cutover_agent.sequence_positions(p_endpoint uuid)
returns table (column_position integer, sequence_name text, last_value bigint, increment bigint, column_extreme numeric)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
begin
  for column_position, sequence_name in
    -- Owned by the column (serial, identity) or named in its default.
    select u.n::integer, format('%I.%I', sn.nspname, s.relname)
    from unnest(v_endpoint.columns) with ordinality as u(name, n)
    join pg_attribute a on a.attrelid = v_endpoint.relation and a.attname = u.name
    join lateral (
      select d.objid as sequence_id
      from pg_depend d
      where d.refclassid = 'pg_class'::regclass and d.refobjid = v_endpoint.relation and d.refobjsubid = a.attnum
        and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      union
      select d.refobjid
      from pg_attrdef f
      join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid and d.refclassid = 'pg_class'::regclass
      where f.adrelid = v_endpoint.relation and f.adnum = a.attnum) q on true
    join pg_class s on s.oid = q.sequence_id and s.relkind = 'S'
    join pg_namespace sn on sn.oid = s.relnamespace
    order by u.n
  loop
    -- Asked for here, where rules and rehearsals look, and not only when a flip sets it.
    if not has_sequence_privilege(sequence_name, 'select') or not has_sequence_privilege(sequence_name, 'update') then
      raise exception using errcode = 'CT404',
        message = format('Role %s may not read and set the sequence %s.', current_user, sequence_name),
        hint = format('grant usage, select, update on sequence %s to %I;', sequence_name, current_user);
    end if;
    execute format('select s.last_value from %s s', sequence_name) into last_value;
    select q.seqincrement into increment from pg_sequence q where q.seqrelid = sequence_name::regclass;
    execute format('select %s(t.%I)::numeric from %I.%I t', case when increment > 0 then 'max' else 'min' end,
      v_endpoint.columns[column_position], v_endpoint.schema_name, v_endpoint.table_name) into column_extreme;
    return next;
  end loop;
end
$$;

comment on function cutover_agent.sequence_positions(uuid) is 'For each column that draws from a sequence: where the sequence stands and how far the column''s values go (max, or min for a descending one). Raises CT404 for a sequence that the agent may not set.';
