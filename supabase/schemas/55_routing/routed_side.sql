create or replace function cutover_private.routed_side(p_table cutover.cutover_tables, p_side text, p_first text default '')
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_condition text;
begin
  if not cutover_private.is_foreign(p_table, p_side) then
    return (select format('select %s%s from %I.%I', p_first, string_agg(format('%I as %I', c ->> p_side, c ->> 'supabase'), ', ' order by n),
        case p_side when 'legacy' then p_table.legacy_schema else p_table.supabase_schema end,
        case p_side when 'legacy' then p_table.legacy_table else p_table.supabase_table end)
      from jsonb_array_elements(p_table.columns) with ordinality as u(c, n));
  end if;
  v_condition := cutover_private.policy_condition(p_table, array['*', 'r'], 'using');
  -- Under the name that the policies know.
  return (select format('select %s%s from cutover_routing.%I as %I', p_first,
      string_agg(format('%1$I.%2$I', p_table.supabase_table, c ->> 'supabase'), ', ' order by n),
      'legacy_' || p_table.id, p_table.supabase_table)
    from jsonb_array_elements(p_table.columns) with ordinality as u(c, n))
    || case when v_condition is null then '' else format(' where (select cutover_routing.policies_are_current(%s, %L)) and (%s)',
      p_table.id, cutover_private.policy_fingerprint(p_table), v_condition) end;
end
$$;

revoke all on function cutover_private.routed_side(cutover.cutover_tables, text, text) from public;
comment on function cutover_private.routed_side(cutover.cutover_tables, text, text) is 'The query of one side of a table under the names of supabase. Over a foreign table, which knows no policies, those of the supabase table hold.';
