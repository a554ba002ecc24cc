create or replace function cutover_private.shadow_turn(p_table_id bigint default null)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_window cutover.shadow_reads;
  v_started timestamptz := date_bin(make_interval(secs => greatest(1, cutover_private.setting('shadow_read_seconds')::text::double precision)),
    clock_timestamp(), timestamptz '2000-01-01 00:00:00+00');
  v_finished boolean;
begin
  select w.* into v_window
  from cutover.shadow_reads w
  where w.finished_at is null and w.due_at <= clock_timestamp() and (p_table_id is null or w.table_id = p_table_id)
  order by w.due_at
  limit 1
  for update skip locked;
  if found then
    select * into strict v_table from cutover.cutover_tables where id = v_window.table_id;
    v_finished := cutover_private.shadow_second_look(v_table, v_window.started_at);
  else
    for v_table in
      select t.* from cutover.cutover_tables t
      where t.read_source = 'dual' and t.backfilled_at is not null and t.finalized_at is null and (p_table_id is null or t.id = p_table_id)
        and not exists (select from cutover.shadow_reads w where w.table_id = t.id and (w.finished_at is null or w.started_at >= v_started))
      order by t.id
    loop
      -- Whoever comes second would wait at the row for the first one's commit.
      continue when not pg_try_advisory_xact_lock(hashtextextended('cutover shadow reads ' || v_table.id, 0));
      insert into cutover.shadow_reads (table_id, started_at) values (v_table.id, v_started) on conflict do nothing;
      continue when not found;
      v_window.table_id := v_table.id;
      perform cutover_private.shadow_golden_queries(v_table, v_started);
      v_finished := cutover_private.shadow_first_look(v_table, v_started);
      exit;
    end loop;
    if v_window.table_id is null then
      return false;
    end if;
  end if;
  if v_finished then
    perform cutover_private.judge_read_split(v_table);
  end if;
  return true;
end
$$;

revoke all on function cutover_private.shadow_turn(bigint) from public;
comment on function cutover_private.shadow_turn(bigint) is 'A worker''s turn at shadow reads: the second look of a window that is due, else the next window of a table (or of p_table_id). Judges the split when a window is finished. A worker that dies leaves the window to the next. Returns whether there was something to do.';
