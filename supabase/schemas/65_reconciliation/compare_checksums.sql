create or replace function cutover_private.compare_checksums(p_chunk cutover_private.reconciliation_chunks, p_table cutover.cutover_tables,
  out rows_legacy bigint, out rows_supabase bigint, out keys text[])
returns record
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_template text := 'select array[c.leaf::text, c.row_count::text, c.sum_high::text, c.sum_low::text]::text
    from cutover_agent.checksum(%L, %L, %L, %s) c';
  v_leaf_template text := 'select array[h.key, h.hash::text]::text from cutover_agent.leaf_hashes(%L, %L, %L, %s, %L) h';
  v_leaves integer[];
begin
  with sums as (
    select b.side, b.value::text[] as item
    from cutover_private.both_sides(p_table.source_id,
      format(v_template, p_table.legacy_endpoint, p_chunk.after_key, p_chunk.through_key, p_chunk.leaves),
      format(v_template, p_table.supabase_endpoint, p_chunk.after_key, p_chunk.through_key, p_chunk.leaves)) b
  ), leaves as (
    select s.item[1]::integer as leaf,
      max(s.item[2]::bigint) filter (where s.side = 'legacy') as rows_legacy,
      max(s.item[2]::bigint) filter (where s.side = 'supabase') as rows_supabase,
      max(s.item::text) filter (where s.side = 'legacy') is distinct from max(s.item::text) filter (where s.side = 'supabase') as differs
    from sums s
    group by 1
  )
  select coalesce(sum(l.rows_legacy), 0), coalesce(sum(l.rows_supabase), 0), array_agg(l.leaf) filter (where l.differs)
  into rows_legacy, rows_supabase, v_leaves
  from leaves l;
  if v_leaves is null then
    return;
  end if;
  with hashes as (
    select b.side, b.value::text[] as item
    from cutover_private.both_sides(p_table.source_id,
      format(v_leaf_template, p_table.legacy_endpoint, p_chunk.after_key, p_chunk.through_key, p_chunk.leaves, v_leaves),
      format(v_leaf_template, p_table.supabase_endpoint, p_chunk.after_key, p_chunk.through_key, p_chunk.leaves, v_leaves)) b
  )
  select array_agg(d.key) into keys
  from (
    select h.item[1] as key
    from hashes h
    group by h.item[1]
    having max(h.item[2]) filter (where h.side = 'legacy') is distinct from max(h.item[2]) filter (where h.side = 'supabase')
  ) d;
end
$$;

revoke all on function cutover_private.compare_checksums(cutover_private.reconciliation_chunks, cutover.cutover_tables) from public;
comment on function cutover_private.compare_checksums(cutover_private.reconciliation_chunks, cutover.cutover_tables) is 'Checksums of a key range on both sides, then the row hashes of the leaves that differ: rows on each side, and the keys that differ. Raises CT5xx.';
