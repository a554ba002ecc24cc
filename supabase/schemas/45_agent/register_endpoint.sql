create or replace function cutover_agent.register_endpoint(
  p_id uuid,
  p_schema text,
  p_table text,
  p_columns text[],
  p_classes text[],
  p_key_length integer
)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints;
begin
  insert into cutover_agent.endpoints (id, schema_name, table_name, relation, columns, types, classes, key_length, generated, identity_always,
    controls_writes, enforces_key)
  select p_id, p_schema, p_table, c.oid, p_columns,
    array_agg(format_type(a.atttypid, -1) order by u.n),
    p_classes, p_key_length,
    array_agg(a.attgenerated <> '' order by u.n),
    array_agg(a.attidentity = 'a' order by u.n),
    -- What cannot be known or done here about the rows of another system; everything else follows from these two.
    c.relkind <> 'f', c.relkind <> 'f'
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  cross join unnest(p_columns) with ordinality as u(name, n)
  join pg_attribute a on a.attrelid = c.oid and a.attname = u.name and a.attnum > 0 and not a.attisdropped
  where n.nspname = p_schema and c.relname = p_table
  group by c.oid, c.relkind
  having count(*) = cardinality(p_columns)
  returning * into v_endpoint;
  if v_endpoint.id is null then
    raise exception using errcode = 'CT702',
      message = format('Table %I.%I with the columns %s does not exist on this side.', p_schema, p_table, array_to_string(p_columns, ', '));
  end if;
  if v_endpoint.controls_writes then
    perform cutover_agent.take_barrier(array[p_id]);
    perform cutover_agent.create_capture(v_endpoint);
    perform cutover_agent.create_guard(v_endpoint);
    perform cutover_agent.admit_owner(v_endpoint, true);
    perform cutover_agent.set_triggers(v_endpoint, 'capture', false);
    perform cutover_agent.set_triggers(v_endpoint, 'guard', false);
  end if;
  return v_endpoint.number;
end
$$;

comment on function cutover_agent.register_endpoint(uuid, text, text, text[], text[], integer) is 'Makes a table known to this side''s agent and installs its capture and guard triggers, disabled. Columns in canonical order, the first p_key_length are the key.';
