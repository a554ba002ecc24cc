create or replace function cutover_private.measure_backlog(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_side text := cutover_private.write_source(p_group_id);
  v_started timestamptz := clock_timestamp();
  v_due interval;
  v_backlog record;
begin
  select * into strict v_group from cutover.table_groups where id = p_group_id;
  for v_backlog in
    with measured as materialized (
      select (r.value::text[])[1]::integer as ordinal, (r.value::text[])[2]::bigint as entries,
        clock_timestamp() - make_interval(secs => (r.value::text[])[3]::double precision) as oldest_at
      from cutover_private.agent_query(v_group.source_id, v_side, format(
        'select array[ordinal::text, entries::text, oldest_seconds::text]::text from cutover_agent.backlogs(%L)',
        cutover_private.group_endpoints(p_group_id, v_side))) as r(value)
    ), tables as (
      select t.id, t.name, row_number() over (order by t.position, t.name) as ordinal from cutover.cutover_tables t where t.group_id = p_group_id
    ), broken as (
      select t.id, r.id as rule_id
      from tables t join measured m on m.ordinal = t.ordinal
      cross join cutover.rules r left join cutover.rule_overrides o on o.table_id = t.id and o.rule_id = r.id
      where r.phase = 'monitoring' and case r.metric
        when 'backlog_seconds' then extract(epoch from clock_timestamp() - m.oldest_at) > coalesce(o.threshold, r.threshold)
        when 'backlog_entries' then m.entries > coalesce(o.threshold, r.threshold) end
    )
    select t.id, t.name, m.entries, m.oldest_at, b.level as level_before,
      case when exists (select from broken k where k.id = t.id and k.rule_id = 'backlog_limit') then 'over_limit'
        when exists (select from broken k where k.id = t.id) then 'alarm' else 'normal' end as level,
      array(select k.rule_id from broken k where k.id = t.id order by k.rule_id) as reasons
    from tables t join measured m on m.ordinal = t.ordinal left join cutover.backlogs b on b.table_id = t.id
  loop
    -- At most a twentieth of the time goes into counting.
    v_due := greatest(interval '5 seconds', 20 * (clock_timestamp() - v_started));
    insert into cutover.backlogs as b (table_id, side, entries, oldest_at, level, reasons, due_at)
    values (v_backlog.id, v_side, v_backlog.entries, v_backlog.oldest_at, v_backlog.level, v_backlog.reasons, clock_timestamp() + v_due)
    on conflict (table_id) do update set side = excluded.side, entries = excluded.entries, oldest_at = excluded.oldest_at, level = excluded.level,
      level_since = case when b.level = excluded.level then b.level_since else clock_timestamp() end,
      reasons = excluded.reasons, measured_at = clock_timestamp(), due_at = excluded.due_at;
    if v_backlog.level <> coalesce(v_backlog.level_before, 'normal') then
      perform cutover_private.audit('backlog.level', 'done', 'table', v_backlog.name, jsonb_build_object('level', v_backlog.level,
        'before', coalesce(v_backlog.level_before, 'normal'), 'entries', v_backlog.entries, 'oldest_at', v_backlog.oldest_at, 'rules', v_backlog.reasons, 'policy', v_group.backlog_policy));
    end if;
  end loop;
end
$$;

revoke all on function cutover_private.measure_backlog(bigint) from public;
comment on function cutover_private.measure_backlog(bigint) is 'Counts what waits in the journals of a group and judges it by the rules of phase monitoring; audits each change of level. Raises CT501.';
