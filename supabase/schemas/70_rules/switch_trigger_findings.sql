create or replace function cutover_private.switch_trigger_findings(p_group_id bigint, p_sides text[], p_table_id bigint default null)
returns table (table_id bigint, kind text, detail text)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
  v_side text;
begin
  foreach v_side in array p_sides loop
    -- One question a side, however many tables.
    return query
    with asked as (
      select t.id, case v_side when 'legacy' then t.legacy_endpoint else t.supabase_endpoint end as endpoint,
        case when t.write_source = v_side then 'capture' else 'guard' end as triggers
      from cutover.cutover_tables t
      where t.group_id = p_group_id and (p_table_id is null or t.id = p_table_id) and t.capturing_since is not null and t.finalized_at is null
        and not (t.write_source = v_side and t.capture_stopped_at is not null)
    ), answers as (
      select r.value::jsonb as item
      from (select jsonb_object_agg(a.endpoint, a.triggers) as endpoints from asked a having count(*) > 0) q
      cross join lateral cutover_private.agent_query(v_source, v_side, format(
        'select jsonb_build_array(e.key, f.value)::text from jsonb_each_text(%L) as e(key, value), cutover_agent.trigger_faults(e.key::uuid, e.value) as f(value)',
        q.endpoints)) as r(value)
    )
    select a.id, a.triggers || '_off', format('%s: %s', v_side, w.item ->> 1)
    from answers w join asked a on a.endpoint = (w.item ->> 0)::uuid;
  end loop;
end
$$;

revoke all on function cutover_private.switch_trigger_findings(bigint, text[], bigint) from public;
comment on function cutover_private.switch_trigger_findings(bigint, text[], bigint) is 'Capture and guard triggers of a group, or of one table of it, that are off or gone, on these sides. Raises CT501, CT702.';
