create or replace function cutover_private.require_same_rights(p_table cutover.cutover_tables)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_view oid := to_regclass(format('%I.%I', p_table.routed_schema, p_table.routed_name));
  v_relation oid := to_regclass(format('%I.%I', p_table.supabase_schema, p_table.supabase_table));
  v_missing text;
begin
  if v_view is null then
    return;
  end if;
  select string_agg(format('grant %s on %I.%I to %I;', m.privileges, p_table.supabase_schema, p_table.supabase_table, m.rolname), ' '
    order by m.rolname)
  into v_missing
  from (
    select r.rolname, string_agg(k.privilege, ', ' order by k.n) as privileges
    from pg_roles r cross join unnest(array['select', 'insert', 'update', 'delete']) with ordinality as k(privilege, n)
    where not r.rolsuper and r.rolname not like 'pg\_%'
      and case k.privilege when 'delete' then has_table_privilege(r.oid, v_view, 'delete') else has_any_column_privilege(r.oid, v_view, k.privilege) end
      -- On which columns is somebody's decision.
      and not case k.privilege when 'delete' then has_table_privilege(r.oid, v_relation, 'delete')
        else has_any_column_privilege(r.oid, v_relation, k.privilege) end
    group by r.rolname) m;
  if v_missing is not null then
    perform cutover_private.fail('CT414', format('Roles that use %I.%I could not use it any more.', p_table.routed_schema, p_table.routed_name),
      format('Over the legacy table their rights on the view are enough; on %I.%I they have none.', p_table.supabase_schema, p_table.supabase_table),
      v_missing || ' Or revoke the rights on the view.');
  end if;
end
$$;

revoke all on function cutover_private.require_same_rights(cutover.cutover_tables) from public;
comment on function cutover_private.require_same_rights(cutover.cutover_tables) is 'Raises CT414 with the grants that the supabase table lacks: a view over a foreign table asks for none, one over a table for those of the caller.';
