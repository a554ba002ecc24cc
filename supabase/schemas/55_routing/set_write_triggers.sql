create or replace function cutover_private.set_write_triggers(p_table cutover.cutover_tables, p_read_source text, p_write_source text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_view text := format('%I.%I', p_table.routed_schema, p_table.routed_name);
  v_is_foreign boolean := cutover_private.is_foreign(p_table, p_write_source);
  v_has_policies boolean := v_is_foreign and cutover_private.policy_condition(p_table, array['*', 'a'], 'check') is not null;
  -- The flip of a rollback counts before the legacy server is released.
  v_awaits boolean := cutover_private.is_remote(p_table.source_id, p_write_source) and exists (select from cutover.cutover_runs r
    where r.group_id = p_table.group_id and r.kind = 'rollback' and r.status = 'running' and r.step = 'block_writes');
  v_is_wrapped boolean := v_is_foreign and not cutover_private.is_remote(p_table.source_id, p_write_source);
  v_returns boolean := not v_is_wrapped
    or cutover_agent.wrapper(to_regclass(format('%I.%I', p_table.legacy_schema, p_table.legacy_table))) = 'postgres_fdw';
  v_hindrance text;
  v_needs boolean := p_read_source <> p_write_source or v_has_policies or v_awaits;
  v_schema text := case p_write_source when 'legacy' then p_table.legacy_schema else p_table.supabase_schema end;
  v_target text := case when v_is_foreign then format('cutover_routing.%I', 'legacy_' || p_table.id)
    else format('%I.%I', v_schema, case p_write_source when 'legacy' then p_table.legacy_table else p_table.supabase_table end) end;
  v_columns jsonb;
  v_column record;
  v_trigger name;
  v_roles text;
begin
  for v_trigger in
    select g.tgname from pg_trigger g
    where g.tgrelid = v_view::regclass and g.tgname in ('cutover_await', 'cutover_write', 'cutover_check', 'cutover_policies', 'cutover_writing', 'cutover_written')
  loop
    execute format('drop trigger %I on %s', v_trigger, v_view);
  end loop;
  for v_column in
    delete from cutover_private.routed_defaults d where d.table_id = p_table.id returning d.column_name
  loop
    execute format('alter view %s alter column %I drop default', v_view, v_column.column_name);
  end loop;
  if v_is_wrapped then
    -- Not before both sides are registered.
    select cutover_agent.write_hindrance(e.id) into v_hindrance from cutover_agent.endpoints e where e.id = p_table.legacy_endpoint;
    v_needs := v_needs or v_hindrance is not null;
  end if;
  -- While a freeze window holds writes up, its gate is the one trigger that takes them; whoever removes it comes here.
  if not v_needs or exists (select from pg_trigger g where g.tgrelid = v_view::regclass and g.tgname = 'cutover_gate') then
    return;
  end if;
  if v_hindrance is not null then
    execute format('create trigger cutover_write instead of insert or update or delete on %s for each row execute function cutover_routing.refuse_write(%L)',
      v_view, v_hindrance);
    return;
  end if;
  if not v_is_foreign then
    -- Through the view nobody needed usage; a trigger names the table.
    select string_agg(format('grant usage on schema %I to %I;', v_schema, r.rolname), ' ' order by r.rolname) into v_roles
    from pg_roles r
    where (has_table_privilege(r.oid, v_view::regclass, 'insert, update, delete') or has_any_column_privilege(r.oid, v_view::regclass, 'insert, update'))
      and not r.rolsuper
      and (has_table_privilege(r.oid, v_target, 'insert, update, delete') or has_any_column_privilege(r.oid, v_target, 'insert, update'))
      and not has_schema_privilege(r.oid, v_schema, 'usage') and r.rolname not like 'pg\_%';
    if v_roles is not null then
      perform cutover_private.fail('CT412', format('Roles that write through %s could not write any more.', v_view),
        format('They have no usage on schema %I, which this form of the view needs.', v_schema), v_roles);
    end if;
  end if;
  select jsonb_agg(jsonb_build_object('view', c ->> 'supabase', 'name', c ->> case when v_is_foreign then 'supabase' else p_write_source end, 'key', (c ->> 'key')::boolean,
      'generated', coalesce(a.attgenerated <> '', false),
      -- Null is the same as left out: there is a value of its own, or none at all.
      'filled', coalesce(a.attgenerated <> '' or a.attidentity <> '' or (a.attnotnull and a.atthasdef)
        or (not a.atthasdef and (select y.typtype <> 'd' from pg_type y where y.oid = a.atttypid)), false)) order by n)
  into v_columns
  from jsonb_array_elements(p_table.columns) with ordinality as u(c, n)
  left join pg_attribute a on not v_is_foreign and a.attrelid = v_target::regclass and a.attname = c ->> p_write_source and not a.attisdropped;
  execute format('create trigger cutover_write instead of insert or update or delete on %s for each row execute function cutover_routing.%I(%L, %L, %L, %L)',
    v_view, case when v_is_foreign then 'write_through_as_owner' else 'write_through' end, v_target, v_columns, v_returns,
    p_read_source in ('dual', p_write_source));
  if v_has_policies then
    execute format('create trigger cutover_check instead of insert or update or delete on %s for each row execute function cutover_routing.check_policies(%L, %L, %L, %L, %L)', v_view,
      cutover_private.policy_question(p_table, 'a', 'check'), cutover_private.policy_question(p_table, 'w', 'using'),
      cutover_private.policy_question(p_table, 'w', 'check'), cutover_private.policy_question(p_table, 'd', 'using'),
      cutover_private.policy_question(p_table, 'r', 'using'));
    execute format('create trigger cutover_policies before insert or update or delete on %s for each statement execute function cutover_routing.require_current_policies(%L, %L)', v_view,
      p_table.id, cutover_private.policy_fingerprint(p_table));
  end if;
  if v_awaits then
    execute format('create trigger cutover_await before insert or update or delete on %s for each statement execute function cutover_routing.await_release(%L)',
      v_view, p_table.group_id);
  end if;
  if p_read_source = 'dual' then
    execute format('create trigger cutover_writing before update or delete on %s for each statement execute function cutover_routing.read_for_writing(%L, %L)',
      v_view, 'cutover.writing_' || p_table.id, p_write_source);
    execute format('create trigger cutover_written after update or delete on %s for each statement execute function cutover_routing.read_for_writing(%L)',
      v_view, 'cutover.writing_' || p_table.id);
  end if;
  -- A column left out and one that is null look alike to a trigger: where null is allowed, the view itself knows the default.
  for v_column in
    select c ->> 'supabase' as name, pg_get_expr(d.adbin, d.adrelid) as expression
    from jsonb_array_elements(p_table.columns) c
    join pg_attribute a on not v_is_foreign and a.attrelid = v_target::regclass and a.attname = c ->> p_write_source
    join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attgenerated = '' and not a.attnotnull and not exists (
      select from pg_attribute v join pg_attrdef e on e.adrelid = v.attrelid and e.adnum = v.attnum where v.attrelid = v_view::regclass and v.attname = c ->> 'supabase')
  loop
    execute format('alter view %s alter column %I set default %s', v_view, v_column.name, v_column.expression);
    insert into cutover_private.routed_defaults (table_id, column_name) values (p_table.id, v_column.name);
  end loop;
end
$$;

revoke all on function cutover_private.set_write_triggers(cutover.cutover_tables, text, text) from public;
comment on function cutover_private.set_write_triggers(cutover.cutover_tables, text, text) is 'The triggers and defaults by which a routed view in this form writes to the side that is the truth; none where PostgreSQL does it by itself, or while a freeze window holds its writes up. Raises CT412.';
