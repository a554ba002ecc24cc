create or replace function cutover_private.golden_scans(p_source_id bigint, p_side text, p_sql text)
returns text[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_scans jsonb;
begin
  if cutover_private.is_remote(p_source_id, p_side) then
    select jsonb_agg(r.value::jsonb) into v_scans
    from cutover_private.agent_query(p_source_id, p_side, format('select to_jsonb(s)::text from cutover_agent.sequential_scans(%L) s', p_sql), 10) as r(value);
  else
    select jsonb_agg(r.value::jsonb) into v_scans from cutover_private.scans_as_reader(p_sql) as r(value);
  end if;
  return array(
    select distinct coalesce(t.name, format('%I.%I', s.item ->> 'schema_name', s.item ->> 'table_name'))
    from jsonb_array_elements(v_scans) as s(item)
    left join cutover.cutover_tables t on t.source_id = p_source_id and case p_side
      when 'legacy' then (t.legacy_schema, t.legacy_table) = (s.item ->> 'schema_name', s.item ->> 'table_name')
      else (t.supabase_schema, t.supabase_table) = (s.item ->> 'schema_name', s.item ->> 'table_name') end
    -- A table of a few pages is best read from end to end.
    where p_side = 'legacy' or (s.item ->> 'bytes')::bigint >= 1048576
    order by 1);
exception when query_canceled or others then
  -- A plan that cannot be had says nothing about the rows.
  return null;
end
$$;

revoke all on function cutover_private.golden_scans(bigint, text, text) from public;
comment on function cutover_private.golden_scans(bigint, text, text) is 'Tables, by their registered name, that a side reads from end to end for a query; on supabase only those of a megabyte and more. Null: not known.';
