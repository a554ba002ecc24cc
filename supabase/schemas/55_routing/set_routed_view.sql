create or replace function cutover_private.set_routed_view(p_table cutover.cutover_tables, p_read_source text, p_write_source text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_view text := format('%I.%I', p_table.routed_schema, p_table.routed_name);
  v_is_filtered boolean := p_read_source <> 'supabase' and cutover_private.is_foreign(p_table, 'legacy')
    and cutover_private.policy_condition(p_table, array['*', 'r'], 'using') is not null;
  v_columns text := (select string_agg(format('u.%I', c ->> 'supabase'), ', ' order by n)
    from jsonb_array_elements(p_table.columns) with ordinality as u(c, n));
  v_query text;
  v_others text;
begin
  if cutover_private.is_foreign(p_table, 'legacy') and (p_read_source <> 'legacy' or p_write_source <> 'legacy') then
    perform cutover_private.require_same_rights(p_table);
  end if;
  v_query := case
    when p_read_source = 'dual' then
      -- One condition outside of both branches: the one not chosen is never executed, and both keep their plans.
      format('select %s from (%s union all %s) u left join cutover_routing.never_locked n on n.nothing = 0'
          ' where u.cutover_side = (select coalesce(nullif(current_setting(%L, true), ''''), cutover_private.decide_read_side(%L)))',
        v_columns, cutover_private.routed_side(p_table, 'legacy', '''legacy''::text as cutover_side, '),
        cutover_private.routed_side(p_table, 'supabase', '''supabase'', '), 'cutover.writing_' || p_table.id, p_table.name)
    else cutover_private.routed_side(p_table, p_read_source)
  end;
  -- Replacing drops the options that are not named again: somebody may rely on a security barrier.
  select string_agg(', ' || o, '') into v_others from pg_class c, unnest(c.reloptions) as o
  where c.oid = to_regclass(v_view) and o not like 'security_invoker=%' and not (v_is_filtered and o like 'security_barrier=%');
  if v_is_filtered then
    v_others := concat(v_others, ', security_barrier = true');
  end if;
  -- CREATE OR REPLACE takes access exclusive on the view alone. LOCK TABLE would lock the tables below it as well, out of order.
  execute format('create or replace view %s with (security_invoker = true%s) as %s', v_view, v_others, v_query);
  if cutover_private.is_foreign(p_table, 'legacy') then
    execute format('comment on view cutover_routing.%I is %L', 'legacy_' || p_table.id, cutover_private.policy_fingerprint(p_table));
  end if;
  perform cutover_private.set_write_triggers(p_table, p_read_source, p_write_source);
end
$$;

revoke all on function cutover_private.set_routed_view(cutover.cutover_tables, text, text) from public;
comment on function cutover_private.set_routed_view(cutover.cutover_tables, text, text) is 'Puts the routed view into the form that reads one side, or by cutover.read_side() (dual), and writes the other or the same; columns, types, grants and other options stay. Holds the view until the transaction ends. Raises CT410, CT412, CT414.';
