create or replace function cutover_private.give_up_truncates(p_run cutover.cutover_runs)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_run.group_id);
  v_legacy uuid[] := cutover_private.group_endpoints(p_run.group_id, 'legacy');
  v_table_ids bigint[];
  v_truncated record;
  v_count integer := 0;
begin
  select array_agg(t.id order by t.position, t.name) into v_table_ids from cutover.cutover_tables t where t.group_id = p_run.group_id;
  for v_truncated in select c.ordinal, c.ids from cutover_private.take_changes(p_run.group_id, 'supabase', 2000) c loop
    insert into cutover.replay_conflicts (run_id, table_id, key, error_code, error_object, resolution)
    values (p_run.id, v_table_ids[v_truncated.ordinal], '{}', 'CT608', 'TRUNCATE', 'legacy_wins');
    perform cutover_private.mark_all_rows(v_source_id, 'legacy', v_legacy[v_truncated.ordinal]);
    perform cutover_private.acknowledge(p_run.group_id, 'supabase', v_truncated.ids);
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;

revoke all on function cutover_private.give_up_truncates(cutover.cutover_runs) from public;
comment on function cutover_private.give_up_truncates(cutover.cutover_runs) is 'A TRUNCATE on supabase cannot be replayed on tables that take writes again: legacy''s rows stand and go over again, and that is listed. For when nothing else waits. Returns how many tables it was.';
