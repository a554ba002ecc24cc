create or replace function cutover_routing.write_through()
returns trigger
language plpgsql
-- As whoever writes: grants and policies of the table count.
security invoker
set search_path = pg_catalog, pg_temp
-- A float that a session shows with fewer digits is another one all the same.
set extra_float_digits = 1
as $$
declare
  v_target text := tg_argv[0];
  v_columns jsonb := tg_argv[1]::jsonb;
  -- Many wrappers cannot give back what was stored: the row stays as it was given.
  v_returns boolean := tg_argv[2]::boolean;
  -- False: what it reads lags behind what it writes.
  v_reads_truth boolean := tg_argv[3]::boolean;
  v_values text;
  v_key text;
  v_stored text;
  v_set text;
  v_names text;
  v_given text;
  v_old text[];
  v_new text[];
  v_is_same boolean;
  v_is_own boolean;
  v_is_table boolean;
  v_count bigint;
  v_message text;
  v_detail text;
  v_schema text;
  v_table text;
  v_constraint text;
begin
  select string_agg(format('($1).%I::text collate "C"', c ->> 'view'), ', ' order by n),
    string_agg(format('t.%I as %I', c ->> 'name', c ->> 'view'), ', ' order by n),
    string_agg(format('t.%I = ($1).%I', c ->> 'name', c ->> 'view'), ' and ' order by n) filter (where (c ->> 'key')::boolean)
  into v_values, v_stored, v_key
  from jsonb_array_elements(v_columns) with ordinality as u(c, n);
  if tg_op <> 'INSERT' then
    execute format('select array[%s]', v_values) into v_old using old;
  end if;
  if tg_op <> 'DELETE' then
    execute format('select array[%s]', v_values) into v_new using new;
  end if;

  if tg_op = 'INSERT' then
    -- What is null where it cannot be was left to the default.
    select string_agg(format('%I', c ->> 'name'), ', ' order by n), string_agg(format('($1).%I', c ->> 'view'), ', ' order by n)
    into v_names, v_given
    from jsonb_array_elements(v_columns) with ordinality as u(c, n)
    where v_new[n] is not null or not (c ->> 'filled')::boolean;
    v_names := format('insert into %s as t %s', v_target, coalesce(format('(%s) values (%s)', v_names, v_given), 'default values'));
    begin
      if not v_returns then
        execute v_names using new;
      elsif has_table_privilege(v_target, 'select') and not row_security_active(v_target) then
        execute v_names || ' returning ' || v_stored into new using new;
      else
        begin
          execute v_names || ' returning ' || v_stored into new using new;
        exception when insufficient_privilege then
          -- Whoever may write rows that he may not see writes them, and gets back what he gave.
          execute v_names using new;
        end;
      end if;
      get diagnostics v_count = row_count;
      -- A trigger over there left it out.
      if v_count = 0 then
        return null;
      end if;
    exception when unique_violation then
      get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail,
        v_schema = schema_name, v_table = table_name, v_constraint = constraint_name;
      raise exception using errcode = 'unique_violation', message = v_message, detail = v_detail,
        schema = v_schema, table = v_table, constraint = v_constraint,
        hint = 'While reads and writes of this view are on different sides, ON CONFLICT does not see the conflict. '
          'Update the row, and insert it when there was none to update.';
    end;
    return new;
  end if;

  -- Only on the row that the statement saw: what it computed, and whether it meant this row at all, came from there.
  v_given := format('where %s and array[%s] = $3', v_key,
    (select string_agg(format('t.%I::text collate "C"', c ->> 'name'), ', ' order by n) from jsonb_array_elements(v_columns) with ordinality as u(c, n)));
  if tg_op = 'DELETE' then
    execute format('delete from %s as t %s', v_target, v_given) using old, old, v_old;
    get diagnostics v_count = row_count;
  else
    -- Columns that stay as they are are not named: triggers and grants on columns go by that.
    select coalesce(string_agg(format('%I = ($2).%I', c ->> 'name', c ->> 'view'), ', ' order by n) filter (where v_old[n] is distinct from v_new[n]),
      (array_agg(format('%I = t.%I', c ->> 'name', c ->> 'name')
        order by has_column_privilege(v_target, c ->> 'name', 'update') desc, (c ->> 'key')::boolean, n) filter (where not (c ->> 'generated')::boolean))[1])
    into v_set
    from jsonb_array_elements(v_columns) with ordinality as u(c, n);
    if v_returns then
      execute format('update %s as t set %s %s returning %s', v_target, v_set, v_given, v_stored) into new using old, new, v_old;
    else
      execute format('update %s as t set %s %s', v_target, v_set, v_given) using old, new, v_old;
    end if;
    get diagnostics v_count = row_count;
  end if;
  if v_count = 0 then
    v_is_table := (select c.relkind in ('r', 'p') from pg_class c where c.oid = v_target::regclass);
    -- Visible, and of a transaction that is still in progress: of this one, whose snapshot saw all that came before this statement. Nor
    -- does postgres_fdw show what others have changed since the transaction first read there; it fails with 40001 by itself.
    execute format('select array[%s] = $3, %s from %s as t where %s', (
        select string_agg(format('t.%I::text collate "C"', c ->> 'name'), ', ' order by n) from jsonb_array_elements(v_columns) with ordinality as u(c, n)),
      case when v_is_table then 'age(t.xmin) <= 0 and pg_xact_status((pg_current_xact_id()::text::bigint - age(t.xmin))::text::xid8) = ''in progress'''
        else v_returns::text end,
      v_target, v_key) into v_is_same, v_is_own using old, old, v_old;
    if not v_is_same and v_reads_truth and v_is_own then
      raise exception using errcode = 'CT224',
        message = format('The statement would change a row of %I.%I that it has changed already.', tg_table_schema, tg_table_name),
        hint = 'Nothing was written. Join so that each row is met once; a trigger of the table may have changed it, too.';
    elsif not v_is_same and v_reads_truth and v_is_table then
      -- What REPEATABLE READ says then, so that whoever does it again after that does so here.
      raise exception using errcode = 'serialization_failure',
        message = format('The row of %I.%I has changed since the statement read it.', tg_table_schema, tg_table_name),
        hint = 'Nothing was written. Do the transaction again.';
    elsif not v_is_same then
      raise exception using errcode = 'CT215',
        message = format('The row of %I.%I has changed since the statement read it.', tg_table_schema, tg_table_name),
        hint = 'Nothing was written. Do the statement again once the change has come over.';
    end if;
    -- Deleted meanwhile, or a policy or trigger keeps it.
    return null;
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  return new;
end
$$;

revoke all on function cutover_routing.write_through() from public;
comment on function cutover_routing.write_through() is 'Trigger instead of a write on a routed view that reads and writes different sides: writes to the table named by its first argument, as the caller. Raises 40001, or CT215 where it reads another side, rather than overwrite what the statement did not see; CT224 where it meets a row twice.';
