create or replace function cutover_agent.type_signature(p_type oid)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_type pg_type;
  v_extension text;
begin
  select * into strict v_type from pg_type where oid = p_type;
  if v_type.typtype = 'd' then
    return cutover_agent.type_signature(v_type.typbasetype);
  end if;
  if v_type.typnamespace = 'pg_catalog'::regnamespace then
    if v_type.typcategory = 'A' and v_type.typelem <> 0 and v_type.typlen = -1 then
      return cutover_agent.type_signature(v_type.typelem) || '[]';
    end if;
    return format_type(p_type, null);
  end if;
  if v_type.typcategory = 'A' and v_type.typelem <> 0 then
    return cutover_agent.type_signature(v_type.typelem) || '[]';
  end if;
  select e.extname into v_extension
  from pg_depend d join pg_extension e on e.oid = d.refobjid
  where d.classid = 'pg_type'::regclass and d.objid = p_type and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e';
  if v_extension is not null then
    return format('%I of extension %I', v_type.typname, v_extension);
  end if;
  -- Apart from the others: the column is there from PostgreSQL 14 on, and a statement is looked at when it is reached.
  if v_type.typtype = 'm' then
    return format('multirange of %s', (select cutover_agent.type_signature(r.rngtypid) from pg_range r where r.rngmultitypid = p_type));
  end if;
  return case v_type.typtype
    when 'e' then format('enum %I', v_type.typname)
    when 'c' then format('composite %I(%s)', v_type.typname, (
      select string_agg(format('%I %s', a.attname, cutover_agent.type_signature(a.atttypid)), ', ' order by a.attnum)
      from pg_attribute a where a.attrelid = v_type.typrelid and a.attnum > 0 and not a.attisdropped))
    when 'r' then format('range %I(%s)', v_type.typname, (select cutover_agent.type_signature(r.rngsubtype) from pg_range r where r.rngtypid = p_type))
    else format_type(p_type, null) end;
end
$$;

comment on function cutover_agent.type_signature(oid) is 'What a type is made of, without schemas: two types of one signature read and write the same texts. Domains stand for their base.';
