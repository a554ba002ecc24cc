create or replace function cutover_private.switch_group(p_run cutover.cutover_runs, p_dry_run boolean)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_from text := case p_run.kind when 'cutover' then 'legacy' else 'supabase' end;
  v_to text := case p_run.kind when 'cutover' then 'supabase' else 'legacy' end;
  v_from_remote boolean;
  v_to_remote boolean;
  v_writes_go_on boolean;
  v_compares boolean;
  v_different text;
  v_pause numeric := cutover_private.setting('maximum_pause_seconds')::text::numeric;
  v_blocked_at timestamptz;
  v_deadline timestamptz;
  v_step bigint;
  v_detail jsonb;
  v_gates jsonb := '[]'::jsonb;
  v_plan jsonb := '{}'::jsonb;
begin
  perform cutover_private.commit_durably();
  select * into strict v_group from cutover.table_groups where id = p_run.group_id;
  v_from_remote := cutover_private.is_remote(v_group.source_id, v_from);
  v_to_remote := cutover_private.is_remote(v_group.source_id, v_to);
  -- A dry run lets go of the legacy server at once: writes go on there, so drain and verify cannot come to an end.
  v_writes_go_on := p_dry_run and v_from_remote;

  -- Nothing tells what was written there: only a comparison of every row does. It takes its time, and with the writers over
  -- there stopped (rule legacy_writes_stopped), nobody but routed views waits for it.
  v_compares := p_run.kind = 'cutover' and not (cutover_private.capabilities(v_group.source_id)).captures_changes;
  if v_compares then
    v_pause := greatest(v_pause, cutover_private.setting('final_comparison_seconds')::text::numeric);
  end if;

  -- A legacy server that does not answer is noticed while nobody waits yet; one that falls silent later holds writers no
  -- longer than a pause may take.
  if v_from_remote or v_to_remote then
    perform cutover_private.agent_query(v_group.source_id, 'legacy', 'select ''here''', 5);
    perform cutover_private.limit_legacy_timeout(v_pause);
  end if;

  v_step := cutover_private.begin_step(p_run.id, 'block_writes');
  if v_from_remote then
    -- Transactions that stay open over there are waited for here, while nobody waits for us.
    perform cutover_private.limit_legacy_timeout(v_pause + cutover_private.setting('barrier_give_up_seconds')::text::numeric);
    perform cutover_private.agent_query(v_group.source_id, 'legacy', format('select cutover_agent.block_writes(%L, %L, 0, %s, %L, true)',
      cutover_private.group_endpoints(v_group.id, 'legacy'), p_run.token,
      round(cutover_private.setting('barrier_give_up_seconds')::text::numeric * 1000), 'a cutover to supabase is under way'));
    perform cutover_private.limit_legacy_timeout(v_pause);
  end if;
  v_detail := cutover_private.take_barrier(v_group.id, v_to);
  v_blocked_at := clock_timestamp();
  v_deadline := v_blocked_at + make_interval(secs => v_pause::double precision);
  begin
    if v_from_remote then
      -- Committed over there before it counts here; it runs out by itself if this session dies.
      select v_detail || jsonb_build_object('legacy', r.value::jsonb) into v_detail
      from cutover_private.agent_query(v_group.source_id, 'legacy', format('select cutover_agent.block_writes(%L, %L, %s, %s, %L, %L)',
        cutover_private.group_endpoints(v_group.id, 'legacy'), p_run.token, v_pause + 20,
        round(least(v_pause / 3, cutover_private.setting('barrier_give_up_seconds')::text::numeric) * 1000),
        'a cutover to supabase is under way', p_dry_run)) as r(value);
    end if;
    perform cutover_private.end_step(v_step, v_detail);
    v_plan := v_plan || jsonb_build_object('block_writes', v_detail);

    if p_run.mode = 'drain' then
      v_step := cutover_private.begin_step(p_run.id, 'drain');
      v_detail := cutover_private.drain_group(v_group.id, v_deadline, v_writes_go_on);
      perform cutover_private.end_step(v_step, v_detail);
      v_plan := v_plan || jsonb_build_object('drain', v_detail);

      v_step := cutover_private.begin_step(p_run.id, 'verify');
      v_detail := cutover_private.verify_group(v_group.id, v_deadline, v_writes_go_on);
      if v_compares then
        v_different := cutover_private.compare_at_last(v_group.id, v_deadline);
        v_detail := v_detail || jsonb_build_object('different', v_different);
        if v_different is not null and not p_dry_run then
          perform cutover_private.fail('CT604', 'The two sides differ although nobody writes to legacy any more.', v_different,
            'Nothing was switched. Somebody does write there, or a value does not fit: stop the writers, reconcile, then execute again.');
        end if;
      end if;
      perform cutover_private.end_step(v_step, v_detail);
      v_plan := v_plan || jsonb_build_object('verify', v_detail);
      if p_run.kind = 'rollback' and v_detail ->> 'open_drift' is not null and not p_dry_run then
        perform cutover_private.fail('CT606', 'Rows still differ after the replay to legacy.', v_detail ->> 'open_drift', 'Nothing was switched. Repair the rows, or roll back in mode immediate.');
      end if;
    end if;

    if not p_dry_run then
      -- setval knows no rollback, so a dry run leaves it out.
      v_step := cutover_private.begin_step(p_run.id, 'sequences');
      v_detail := cutover_private.advance_sequences(v_group.id, v_to);
      perform cutover_private.end_step(v_step, v_detail);
    end if;

    v_step := cutover_private.begin_step(p_run.id, 'flip');
    if p_run.kind = 'cutover' then
      v_gates := cutover_private.skip_gates(cutover_private.evaluate_gates(v_group.id, false), p_run.skipped_rules);
      if not p_dry_run then
        -- Switched off meanwhile: the run stops here.
        perform cutover_private.require_flag(v_group);
        perform cutover_private.require_gates(v_gates);
      end if;
    end if;
    if clock_timestamp() > v_deadline then
      perform cutover_private.fail('CT607', 'The switch took longer than writers may wait.', null, 'Nothing was switched. Execute again, or raise the setting maximum_pause_seconds.');
    end if;
    -- Ramps and splits before the table's row: whoever moves a split takes them in that order. Here nothing is closed for good yet.
    perform cutover_private.end_read_splits(p_run.group_id, format('The group was switched to %s.', v_to));
    -- The side that is left is closed for good before the other one opens; in between nobody is writable, never both.
    if not (v_from_remote and p_dry_run) then
      perform cutover_private.agent_query(v_group.source_id, v_from, format('select cutover_agent.become_receiver(%L, %L, %L, %L)::text',
        cutover_private.group_endpoints(v_group.id, v_from), p_run.token, format('%s is the source of truth for this table', v_to), v_from_remote));
    end if;
    if not v_to_remote then
      perform cutover_agent.become_truth(cutover_private.group_endpoints(v_group.id, v_to));
    end if;
    update cutover.cutover_tables
    set state = case p_run.kind when 'cutover' then 'cutover' else 'rolled_back' end,
      read_source = v_to, write_source = v_to,
      cutover_at = case p_run.kind when 'cutover' then clock_timestamp() else cutover_at end,
      completed_at = null,
      rolled_back_at = case p_run.kind when 'rollback' then clock_timestamp() end
    where group_id = v_group.id;
    if p_run.kind = 'cutover' then
      perform cutover_private.begin_watch(v_group.id);
    else
      -- Legacy is written again: what was attested about that is over.
      delete from cutover.cutover_checklists c using cutover.rules r, cutover.cutover_tables t
      where r.id = c.rule_id and r.kind = 'attested' and r.for_sources_without is not null and t.id = c.table_id and t.group_id = v_group.id;
    end if;
    v_plan := v_plan || jsonb_build_object('gates', v_gates, 'skipped', jsonb_path_query_array(v_gates, '$[*] ? (@.verdict == "skipped")'),
      'blocked_at', v_blocked_at, 'flipped_at', clock_timestamp(),
      'write_pause_ms', round(extract(epoch from clock_timestamp() - v_blocked_at) * 1000, 1));
    perform cutover_private.end_step(v_step, jsonb_build_object('write_pause_ms', v_plan -> 'write_pause_ms'));
  exception when query_canceled or others then
    -- Before this transaction lets go of the views: whoever waits there would meet the block. Without an answer the run does it later.
    if v_from_remote and not p_dry_run then
      begin
        perform cutover_private.agent_query(v_group.source_id, 'legacy', format('select cutover_agent.release_writes(%L, %L)::text',
          cutover_private.group_endpoints(v_group.id, 'legacy'), p_run.token), 5);
      exception when others then
        null;
      end;
    end if;
    raise;
  end;
  return v_plan;
end
$$;

revoke all on function cutover_private.switch_group(cutover.cutover_runs, boolean) from public;
comment on function cutover_private.switch_group(cutover.cutover_runs, boolean) is 'From block_writes to flip, in the caller''s transaction, which holds the group''s lock. Writers through routed views and on local tables wait; on a legacy server they are refused meanwhile. Returns what was done, the gates and the write pause in milliseconds. A dry run does the same up to what cannot be rolled back; the caller rolls it back.';
