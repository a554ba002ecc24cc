create or replace function cutover_private.replay_pass(p_run cutover.cutover_runs)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_run.group_id);
  v_table_ids bigint[];
  v_legacy uuid[] := cutover_private.group_endpoints(p_run.group_id, 'legacy');
  v_supabase uuid[] := cutover_private.group_endpoints(p_run.group_id, 'supabase');
  v_ordinals integer[];
  v_keys text[];
  v_rows text[];
  v_sql text;
begin
  select array_agg(t.id order by t.position, t.name) into v_table_ids from cutover.cutover_tables t where t.group_id = p_run.group_id;
  select array_agg(c.ordinal), array_agg(c.key::text), array_agg(c.row_values::text) into v_ordinals, v_keys, v_rows
  from cutover_private.take_changes(p_run.group_id, 'supabase', 2000) c where c.key is not null;
  if v_ordinals is null then
    -- A TRUNCATE cannot be replayed on tables that take writes again; legacy's rows stand and go over again; that is reported.
    insert into cutover.replay_conflicts (run_id, table_id, key, error_code, error_object, resolution)
    select p_run.id, v_table_ids[c.ordinal], '{}', 'CT608', 'TRUNCATE', 'legacy_wins'
    from cutover_private.take_changes(p_run.group_id, 'supabase', 2000) c;
    for i in 1 .. cardinality(v_legacy) loop
      if exists (select from cutover_private.take_changes(p_run.group_id, 'supabase', 2000) c where c.ordinal = i) then
        perform cutover_private.mark_all_rows(v_source_id, 'legacy', v_legacy[i]);
      end if;
    end loop;
    perform cutover_private.acknowledge(p_run.group_id, 'supabase',
      array(select unnest(c.ids) from cutover_private.take_changes(p_run.group_id, 'supabase', 2000) c));
    return 0;
  end if;
  v_sql := format('select array[ordinal::text, key, error_code, error_object]::text from cutover_agent.replay_rows(%L, %L, %L, %L, %L, %L)',
    v_legacy, v_ordinals, v_keys, v_rows, case when cutover_private.is_remote(v_source_id, 'legacy') then cutover_private.fence_number(v_source_id) end,
    p_run.conflict_policy = 'supabase_wins');
  insert into cutover.replay_conflicts (run_id, table_id, key, error_code, error_object, resolution)
  select p_run.id, v_table_ids[(r.value::text[])[1]::integer], ((r.value::text[])[2])::text[], (r.value::text[])[3], (r.value::text[])[4],
    case (r.value::text[])[4] when 'supabase_wins' then 'supabase_wins' else 'legacy_wins' end
  from cutover_private.agent_query(v_source_id, 'legacy', v_sql) as r(value);
  -- Supabase takes no writes now, so every entry of these keys is covered.
  for i in 1 .. cardinality(v_supabase) loop
    perform cutover_agent.forget_keys(v_supabase[i], (select array_agg(u.key) from unnest(v_ordinals, v_keys) as u(ordinal, key) where u.ordinal = i));
  end loop;
  return cardinality(v_ordinals);
end
$$;

revoke all on function cutover_private.replay_pass(cutover.cutover_runs) from public;
comment on function cutover_private.replay_pass(cutover.cutover_runs) is 'After an immediate rollback: carries up to 2000 waiting keys from supabase to legacy, where rows written since the flip are conflicts: reported by key, and resolved by the run''s conflict policy. Returns how many were taken; 0: done.';
