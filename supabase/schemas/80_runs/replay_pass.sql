create or replace function cutover_private.replay_pass(p_run cutover.cutover_runs)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_run.group_id);
  v_after bigint := 0;
  v_highest bigint;
  v_ordinals integer[];
  v_keys text[];
  v_rows text[];
  v_ids text[];
  v_overwrite boolean[];
  v_outcomes text[];
  v_refused boolean := false;
  v_together boolean := false;
  v_done integer;
begin
  loop
    select array_agg(c.ordinal) filter (where c.key is not null), array_agg(c.key::text) filter (where c.key is not null),
      array_agg(c.row_values::text) filter (where c.key is not null), array_agg(c.ids::text) filter (where c.key is not null),
      max((select max(i) from unnest(c.ids) i))
    into v_ordinals, v_keys, v_rows, v_ids, v_highest
    from cutover_private.take_changes(p_run.group_id, 'supabase', 2000, v_after) c;

    if v_ordinals is not null then
      -- What a row of legacy is replaced by is listed first, in an earlier transaction: after a crash nobody could tell any more that it was.
      with tables as (
        select row_number() over (order by t.position, t.name) as ordinal, t.id from cutover.cutover_tables t where t.group_id = p_run.group_id
      ), listed as (
        select t.ordinal, c.key
        from cutover.replay_conflicts c join tables t on t.id = c.table_id
        where c.run_id = p_run.id and c.resolution = 'supabase_wins'
      )
      select array_agg(exists (select from listed l where l.ordinal = u.ordinal and l.key = u.key::text[]) order by u.n) into v_overwrite
      from unnest(v_ordinals, v_keys) with ordinality as u(ordinal, key, n);
      select coalesce(array_agg(r.value), '{}') into v_outcomes
      from cutover_private.agent_query(v_source_id, 'legacy', format(
        'select array[ordinal::text, key, error_code, error_object]::text from cutover_agent.%I(%L, %L, %L, %L, %L, %L)',
        case when v_together then 'replay_together' else 'replay_rows' end,
        cutover_private.group_endpoints(p_run.group_id, 'legacy'), v_ordinals, v_keys, v_rows,
        case when cutover_private.is_remote(v_source_id, 'legacy') then cutover_private.fence_number(v_source_id) end,
        v_overwrite)) as r(value);
      v_done := cutover_private.record_replay(p_run, v_ordinals, v_keys, v_ids, v_outcomes, v_together);
      if v_done > 0 then
        return v_done;
      end if;
      v_refused := true;
    end if;

    if v_highest is not null then
      -- A page full of refused rows must not keep the rows behind it waiting: it may be them that these wait for.
      v_after := v_highest;
    elsif v_refused and not v_together then
      v_together := true;
      v_after := 0;
    else
      exit;
    end if;
  end loop;
  return case when v_after > 0 then cutover_private.give_up_truncates(p_run) else 0 end;
end
$$;

revoke all on function cutover_private.replay_pass(cutover.cutover_runs) from public;
comment on function cutover_private.replay_pass(cutover.cutover_runs) is 'After an immediate rollback: carries up to 2000 waiting keys from supabase to legacy, one by one; those that are refused again when the others are done, at last all together. Rows written since the flip are conflicts: reported by key, and resolved by the run''s conflict policy. Where supabase wins, conflicts are listed by one call and carried out by the next. Returns how many were listed or taken; 0: done.';
