create or replace function cutover_private.compare_at_last(p_group_id bigint, p_deadline timestamptz)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_template text := 'select array[c.row_count::text, c.sum_high::text, c.sum_low::text]::text from cutover_agent.checksum(%L, null, null, 1) c';
  v_legacy text;
  v_supabase text;
  v_different text;
begin
  for v_table in select * from cutover.cutover_tables where group_id = p_group_id order by position, name loop
    select max(b.value) filter (where b.side = 'legacy'), max(b.value) filter (where b.side = 'supabase') into v_legacy, v_supabase
    from cutover_private.both_sides(v_table.source_id, format(v_template, v_table.legacy_endpoint), format(v_template, v_table.supabase_endpoint)) b;
    if v_legacy is distinct from v_supabase then
      v_different := concat_ws('; ', v_different, format('%s: %s rows on legacy, %s in supabase, not the same', v_table.name,
        coalesce((v_legacy::text[])[1], '0'), coalesce((v_supabase::text[])[1], '0')));
    end if;
    if clock_timestamp() > p_deadline then
      perform cutover_private.fail('CT607', 'The last comparison took longer than readers may wait.', null,
        'Nothing was switched. Execute again, or raise the setting final_comparison_seconds.');
    end if;
  end loop;
  return v_different;
end
$$;

revoke all on function cutover_private.compare_at_last(bigint, timestamptz) from public;
comment on function cutover_private.compare_at_last(bigint, timestamptz) is 'Every row of every table of a group, on both sides, by checksum. Null: equal; else the tables that are not. Raises CT607.';
