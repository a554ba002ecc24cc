create or replace function cutover_private.policy_condition(p_table cutover.cutover_tables, p_commands text[], p_kind text)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_relation oid := to_regclass(format('%I.%I', p_table.supabase_schema, p_table.supabase_table));
  v_class pg_class;
  v_missing text;
  v_permissive text;
  v_restrictive text;
begin
  select * into strict v_class from pg_class where oid = v_relation;
  if not v_class.relrowsecurity then
    return null;
  end if;
  -- A policy speaks of columns that the view has to have.
  select string_agg(distinct format('policy %I uses column %I', p.polname, a.attname), ', ') into v_missing
  from pg_policy p
  join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
    and d.refclassid = 'pg_class'::regclass and d.refobjid = v_relation and d.refobjsubid > 0
  join pg_attribute a on a.attrelid = v_relation and a.attnum = d.refobjsubid
  where p.polrelid = v_relation and p.polcmd::text = any (p_commands)
    and not exists (select from jsonb_array_elements(p_table.columns) c where c ->> 'supabase' = a.attname);
  if v_missing is not null then
    perform cutover_private.fail('CT410', format('The policies of %I.%I cannot be kept over a foreign table.', p_table.supabase_schema, p_table.supabase_table), v_missing,
      'Map the column, or write the policy without it.');
  end if;
  with policies as (
    select p.polname, p.polpermissive,
      case when p.polroles = '{0}' then '' else (
        select format('(%s) and ', string_agg(format('pg_catalog.pg_has_role(current_user, %L, ''usage'')', r.rolname), ' or ' order by r.rolname))
        from pg_roles r where r.oid = any (p.polroles)) end as for_role,
      case when p.polroles = '{0}' then 'false' else (
        select format('not (%s)', string_agg(format('pg_catalog.pg_has_role(current_user, %L, ''usage'')', r.rolname), ' or ' order by r.rolname))
        from pg_roles r where r.oid = any (p.polroles)) end as not_for_role,
      coalesce(pg_get_expr(case when p_kind = 'check' then coalesce(p.polwithcheck, p.polqual) else p.polqual end, v_relation), 'true') as condition
    from pg_policy p
    where p.polrelid = v_relation and p.polcmd::text = any (p_commands)
  )
  select coalesce(string_agg(format('(%s(%s))', for_role, condition), ' or ' order by polname) filter (where polpermissive), 'false'),
    string_agg(format(' and (%s or (%s))', not_for_role, condition), '' order by polname) filter (where not polpermissive)
  into v_permissive, v_restrictive
  from policies;
  -- Who is above policies stays above them; CASE, so that they are not even tried then. Asked as a sub-select: once a statement.
  return format('case when (select r.rolsuper or r.rolbypassrls%s from pg_catalog.pg_roles r where r.rolname = current_user) then true else (%s)%s end',
    case when v_class.relforcerowsecurity then '' else format(' or pg_catalog.pg_has_role(current_user, %L, ''usage'')', (
      select o.rolname from pg_roles o where o.oid = v_class.relowner)) end,
    v_permissive, coalesce(v_restrictive, ''));
end
$$;

revoke all on function cutover_private.policy_condition(cutover.cutover_tables, text[], text) from public;
comment on function cutover_private.policy_condition(cutover.cutover_tables, text[], text) is 'The policies of the supabase table for these commands (pg_policy.polcmd) as one condition; p_kind using or check. Null: the table has no row level security. Raises CT410.';
