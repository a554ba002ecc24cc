create or replace function cutover_agent.compare_range(p_legacy uuid, p_supabase uuid, p_after text[], p_through text[])
returns table (rows_legacy bigint, rows_supabase bigint, keys text[])
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set xmloption = 'content'
set array_nulls = on
set row_security = off
set jit = off
as $$
declare
  v_legacy cutover_agent.endpoints := cutover_agent.endpoint(p_legacy);
  v_supabase cutover_agent.endpoints := cutover_agent.endpoint(p_supabase);
  v_key integer := v_legacy.key_length;
begin
  return query execute format(
    -- A key column is null on the side that has no such row, and there only.
    'select count(l.%7$I), count(s.%8$I),
       array_agg(case when num_nonnulls(l.%7$I) = 1 then (%1$s)::text else (%2$s)::text end) filter (where %3$s)
     from (select t.* from %4$s) l full join (select t.* from %5$s) s on %6$s',
    cutover_agent.values_expression(v_legacy, 'l', v_key),
    cutover_agent.values_expression(v_supabase, 's', v_key),
    -- As the checksums have it: equal exactly when the canonical forms are. Where the type's own operator says the same, it is quicker.
    (select string_agg(format('%s is distinct from %s',
        case when u.is_plain then format('l.%I', u.legacy) else cutover_agent.canonical_expression(format('l.%I', u.legacy), u.class) end,
        case when u.is_plain then format('s.%I', u.supabase) else cutover_agent.canonical_expression(format('s.%I', u.supabase), u.class) end),
        ' or ' order by u.n)
     from (
       select c.*, c.class in ('integer', 'numeric', 'boolean', 'uuid', 'bytea', 'date', 'timestamp', 'timestamptz') and c.legacy_type = c.supabase_type
         and c.legacy_type !~ '\.' as is_plain
       from unnest(v_legacy.columns, v_supabase.columns, v_legacy.types, v_supabase.types, v_legacy.classes)
         with ordinality as c(legacy, supabase, legacy_type, supabase_type, class, n)) u),
    cutover_agent.range_source(v_legacy, 't', p_after, p_through),
    cutover_agent.range_source(v_supabase, 't', p_after, p_through),
    (select string_agg(format('l.%I %s s.%I', v_legacy.columns[i], cutover_agent.comparison(v_legacy.types[i], '='), v_supabase.columns[i]), ' and ' order by i)
     from generate_series(1, v_key) as i),
    v_legacy.columns[1], v_supabase.columns[1]);
end
$$;

comment on function cutover_agent.compare_range(uuid, uuid, text[], text[]) is 'Rows of a key range (after p_after, not beyond p_through) on both sides, and the keys of those that differ, by one join: for two tables of this database whose keys are of one type and order (can_join).';
