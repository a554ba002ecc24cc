create or replace function cutover_agent.write_hindrance(p_endpoint uuid)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_wrapper text := cutover_agent.wrapper(v_endpoint.relation);
  v_key text[] := v_endpoint.columns[1:v_endpoint.key_length];
  v_address text;
  v_types text;
begin
  -- 28: insert (8), update (4), delete (16).
  if pg_relation_is_updatable(v_endpoint.relation, false) & 28 <> 28 then
    return 'the foreign table does not take insert, update and delete';
  end if;
  if not (has_table_privilege(v_endpoint.relation, 'insert') and has_table_privilege(v_endpoint.relation, 'update')
    and has_table_privilege(v_endpoint.relation, 'delete')) then
    return format('role %s may not insert, update and delete there', current_user);
  end if;
  -- By which columns the wrapper finds the row that it changes. If they are not the key, it changes others as well.
  select case
    when coalesce(v_wrapper, 'postgres_fdw') = 'postgres_fdw' then null
    when v_wrapper = 'mysql_fdw' then (
      select a.attname from pg_attribute a where a.attrelid = v_endpoint.relation
        and a.attnum > 0 and not a.attisdropped order by a.attnum limit 1)
    else coalesce((select o.option_value from pg_foreign_table t, pg_options_to_table(t.ftoptions) o
      where t.ftrelid = v_endpoint.relation and o.option_name = 'rowid_column'), '') end into v_address;
  if v_address = '' then
    return format('it is not known how the wrapper %s finds the row that it changes: the foreign table has no option rowid_column', v_wrapper);
  elsif v_address is not null and v_key <> array[v_address] then
    return format('the wrapper %s finds rows by column %I alone, and the key is (%s): it would change other rows as well',
      v_wrapper, v_address, array_to_string(v_key, ', '));
  end if;
  if v_wrapper = 'mysql_fdw' then
    select string_agg(format('%I %s', u.name, u.type), ', ' order by u.n) into v_types
    from unnest(v_endpoint.columns, v_endpoint.types) with ordinality as u(name, type, n)
    where u.type !~ '^(smallint|integer|bigint|real|double precision|numeric|boolean|character|text|json$|date|time|timestamp|bytea|bit)';
    if v_types is not null then
      return format('mysql_fdw cannot write these columns; declare them as text or json in the foreign table: %s', v_types);
    end if;
    -- Seen: without it MySQL cuts what does not fit and says nothing.
    if not exists (select from pg_foreign_table t join pg_foreign_server s on s.oid = t.ftserver cross join pg_options_to_table(s.srvoptions) o
      where t.ftrelid = v_endpoint.relation and o.option_name = 'sql_mode' and o.option_value ~ 'STRICT_(ALL|TRANS)_TABLES') then
      return (select format('MySQL would cut values that do not fit: alter server %I options (add sql_mode ''ANSI_QUOTES,STRICT_ALL_TABLES'');', s.srvname)
        from pg_foreign_table t join pg_foreign_server s on s.oid = t.ftserver where t.ftrelid = v_endpoint.relation);
    end if;
  end if;
  return null;
end
$$;

comment on function cutover_agent.write_hindrance(uuid) is 'Why rows could not be brought back into a foreign table; null if nothing is known against it. Tried out without a trace it cannot be: most wrappers know no transactions.';
