create or replace function cutover_private.shadow_latencies(p_table cutover.cutover_tables, p_keys text[], p_until timestamptz)
returns table (side text, milliseconds numeric, error text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key text;
  v_turn integer := 0;
  v_begun timestamptz;
begin
  foreach v_key in array p_keys loop
    -- The first key warms connections and caches up; then each side goes first as often as the other.
    exit when clock_timestamp() >= p_until;
    foreach side in array case v_turn % 2 when 0 then array['legacy', 'supabase'] else array['supabase', 'legacy'] end loop
      v_begun := clock_timestamp();
      error := null;
      begin
        perform r from cutover_private.agent_query(p_table.source_id, side, format('select ''here'' from cutover_agent.row_hashes(%L, %L)',
          case side when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end, array[v_key])) as r;
      exception when others then
        error := sqlstate;
      end;
      milliseconds := extract(epoch from clock_timestamp() - v_begun) * 1000;
      if v_turn > 0 or error is not null then
        return next;
      end if;
      -- A side that does not answer is not asked again and again; the other one's times are of no use without it.
      if error is not null then
        return;
      end if;
    end loop;
    v_turn := v_turn + 1;
  end loop;
end
$$;

revoke all on function cutover_private.shadow_latencies(cutover.cutover_tables, text[], timestamptz) from public;
comment on function cutover_private.shadow_latencies(cutover.cutover_tables, text[], timestamptz) is 'How long single-key reads take on each side, until p_until. Ends at the first error, which is its last row. A cancel (57014) goes through to the caller.';
