create or replace function cutover_private.set_routed_view(p_table cutover.cutover_tables, p_side text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_remote boolean := cutover_private.is_remote(p_table.source_id, p_side);
  v_foreign boolean := p_side = 'legacy' and (v_remote or exists (
    select from pg_class c where c.oid = to_regclass(format('%I.%I', p_table.legacy_schema, p_table.legacy_table)) and c.relkind = 'f'));
begin
  -- CREATE OR REPLACE takes access exclusive on the view alone. LOCK TABLE would lock the tables below it as well, out of order.
  execute format('create or replace view %I.%I with (security_invoker = %s%s) as select %s from %s',
    p_table.routed_schema, p_table.routed_name,
    -- Over a foreign table the view reads with its owner's user mapping; over local tables the caller's rights and policies count.
    -- Written out, because Supabase's advisors do not take "t" for true.
    (not v_foreign)::text,
    -- Replacing drops the options that are not named again: somebody may rely on a security barrier.
    (select string_agg(', ' || o, '') from pg_class c, unnest(c.reloptions) as o
     where c.oid = to_regclass(format('%I.%I', p_table.routed_schema, p_table.routed_name)) and o not like 'security_invoker=%'),
    (select string_agg(format('%I as %I', c ->> p_side, c ->> 'supabase'), ', ' order by n)
     from jsonb_array_elements(p_table.columns) with ordinality as u(c, n)),
    case
      when v_remote then format('cutover_private.%I', 'legacy_' || p_table.id)
      when p_side = 'legacy' then format('%I.%I', p_table.legacy_schema, p_table.legacy_table)
      else format('%I.%I', p_table.supabase_schema, p_table.supabase_table)
    end);
end
$$;

revoke all on function cutover_private.set_routed_view(cutover.cutover_tables, text) from public;
comment on function cutover_private.set_routed_view(cutover.cutover_tables, text) is 'Puts the routed view into its legacy or supabase form; columns, types, grants and other options stay. Holds the view until the transaction ends.';
