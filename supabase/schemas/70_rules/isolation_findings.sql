create or replace function cutover_private.isolation_findings(p_table cutover.cutover_tables)
returns table (kind text, detail text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := format('%I.%I', p_table.supabase_schema, p_table.supabase_table);
  v_tenants text[];
  v_columns text;
  v_relation bigint;
  v_place text;
  v_content jsonb;
  v_claims jsonb;
  v_result text;
  v_try record;
begin
  execute format('select array[t.%1$I::text] from %2$s t where t.%1$I is not null limit 1', p_table.tenant_column, v_name) into v_tenants;
  if v_tenants is null then
    -- There is nothing yet that anybody could see.
    return;
  end if;
  execute format('select $1 || (select t.%1$I::text from %2$s t where t.%1$I <> %3$L limit 1)', p_table.tenant_column, v_name, v_tenants[1])
  into v_tenants using v_tenants;
  if v_tenants[2] is null then
    -- One tenant alone: somebody made up must not reach its rows.
    v_tenants[2] := case when v_tenants[1] ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then gen_random_uuid()::text else v_tenants[1] || '0' end;
  end if;
  select string_agg(format('%I', a.attname), ', ' order by a.attnum) into v_columns
  from pg_attribute a where a.attrelid = to_regclass(v_name) and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';

  for i in 1 .. 2 loop
    -- A row of the one, tried by the other.
    execute format('select t.tableoid::bigint as relation, t.ctid::text as place, to_jsonb(t) as content from %s t where t.%I = %L limit 1',
      v_name, p_table.tenant_column, v_tenants[i]) into v_relation, v_place, v_content;
    continue when v_place is null;
    v_claims := cutover_private.tenant_claims(p_table, v_tenants[3 - i]);
    for v_try in
      select t.* from (values
        ('SELECT', 'another tenant reads it', format('select from %s t where t.%I = %L limit 1', v_name, p_table.tenant_column, v_tenants[i])),
        ('UPDATE', 'another tenant changes it', format('update %s t set %I = t.%2$I where t.tableoid = %s and t.ctid = %L',
          v_name, p_table.tenant_column, v_relation, v_place)),
        ('DELETE', 'another tenant deletes it', format('delete from %s t where t.tableoid = %s and t.ctid = %L', v_name, v_relation, v_place)),
        ('INSERT', 'another tenant writes a row in its name', format(
          'insert into %s (%s) overriding system value select %2$s from jsonb_populate_record(null::%1$s, %3$L)',
          v_name, v_columns, v_content))) as t(command, what, statement)
    loop
      v_result := cutover_private.probe_statement(v_try.statement, v_claims);
      -- A refusal for want of rights or by a policy, or no row at all; whatever else comes, comes after the policies let it pass.
      if v_result not in ('0', '42501') then
        kind := lower(v_try.command);
        detail := format('a row of one tenant: %s (%s)', v_try.what, case when length(v_result) = 5 then 'SQLSTATE ' || v_result else v_result || ' row' end);
        return next;
      end if;
    end loop;
    -- And its own tenant is not locked out, if it may read at all.
    if has_table_privilege('authenticated', to_regclass(v_name), 'select') then
      v_result := cutover_private.probe_statement(format('select from %s t where t.%I = %L limit 1', v_name, p_table.tenant_column, v_tenants[i]),
        cutover_private.tenant_claims(p_table, v_tenants[i]));
      if v_result <> '1' then
        kind := 'locked_out';
        detail := format('a tenant does not see its own rows (%s)', case when v_result = '0' then 'no row' else 'SQLSTATE ' || v_result end);
        return next;
      end if;
    end if;
  end loop;
end
$$;

revoke all on function cutover_private.isolation_findings(cutover.cutover_tables) from public;
comment on function cutover_private.isolation_findings(cutover.cutover_tables) is 'Tries, with the claims of two tenants of a table and as authenticated, to read, change, delete and add each other''s rows; lists what got through, and a tenant that does not see its own. Everything is undone; no value is returned.';
