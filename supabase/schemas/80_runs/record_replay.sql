create or replace function cutover_private.record_replay(p_run cutover.cutover_runs, p_ordinals integer[], p_keys text[], p_ids text[], p_outcomes text[],
  p_at_last boolean)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table_ids bigint[];
  v_supabase uuid[] := cutover_private.group_endpoints(p_run.group_id, 'supabase');
  v_done integer := 0;
  v_item record;
begin
  select array_agg(t.id order by t.position, t.name) into v_table_ids from cutover.cutover_tables t where t.group_id = p_run.group_id;
  -- It was to win, and legacy refuses it.
  update cutover.replay_conflicts c set error_code = o.item[3], error_object = o.item[4], resolution = 'legacy_wins'
  from (select u.item::text[] as item from unnest(p_outcomes) as u(item)) o
  where p_at_last and o.item[3] <> 'CT608' and c.run_id = p_run.id and c.table_id = v_table_ids[o.item[1]::integer] and c.key = o.item[2]::text[];
  insert into cutover.replay_conflicts (run_id, table_id, key, error_code, error_object, resolution)
  select p_run.id, v_table_ids[o.item[1]::integer], o.item[2]::text[], o.item[3],
    case o.item[3] when 'CT608' then p_run.conflict_policy else o.item[4] end,
    case o.item[3] when 'CT608' then p_run.conflict_policy else 'legacy_wins' end
  from (select u.item::text[] as item from unnest(p_outcomes) as u(item)) o
  where (p_at_last or o.item[3] = 'CT608') and not exists (
    select from cutover.replay_conflicts c
    where c.run_id = p_run.id and c.table_id = v_table_ids[o.item[1]::integer] and c.key = o.item[2]::text[]);
  for v_item in
    select u.ordinal, u.is_listed, array_agg(u.key) as keys, array_agg(u.ids) as ids
    from (
      select t.*, o.item[3] = 'CT608' and o.item[4] <> p_run.conflict_policy as is_listed
      from unnest(p_ordinals, p_keys, p_ids) as t(ordinal, key, ids)
      left join (select r.item::text[] as item from unnest(p_outcomes) as r(item)) o on o.item[1]::integer = t.ordinal and o.item[2] = t.key
      where p_at_last or o.item is null or o.item[3] = 'CT608') u
    group by 1, 2
  loop
    v_done := v_done + cardinality(v_item.keys);
    -- Listed as won by supabase, and still to be carried out.
    continue when v_item.is_listed;
    -- By number, for an entry may spell the row's key in another way; and by key: supabase takes no writes now, so every entry of it is covered.
    perform cutover_private.acknowledge(p_run.group_id, 'supabase', array(select i from unnest(v_item.ids) as l(ids) cross join unnest(l.ids::bigint[]) as i));
    perform cutover_agent.forget_keys(v_supabase[v_item.ordinal], v_item.keys);
  end loop;
  return v_done;
end
$$;

revoke all on function cutover_private.record_replay(cutover.cutover_runs, integer[], text[], text[], text[], boolean) from public;
comment on function cutover_private.record_replay(cutover.cutover_runs, integer[], text[], text[], text[], boolean) is 'Takes replayed keys off supabase''s journal and lists the conflicts among p_outcomes (text[] literals: ordinal, key, code, object). What supabase is to win stays, listed, for the next call; what a constraint refused stays, unless it is p_at_last: then it is listed as well. Returns how many keys were listed as such or taken off.';
