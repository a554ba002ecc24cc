create or replace function cutover_private.pipeline_tick(p_group_id bigint)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_work integer;
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
begin
  v_work := cutover_private.pipeline_pass(p_group_id);
  if not cutover_private.backfill_gives_way(p_group_id, v_work) then
    v_work := v_work + cutover_private.backfill_step(p_group_id);
  end if;
  update cutover_private.pipeline_health set last_success_at = clock_timestamp(), last_error = null where group_id = p_group_id
    and (last_error is not null or last_success_at < clock_timestamp() - interval '10 seconds');
  if not found then
    insert into cutover_private.pipeline_health (group_id, last_success_at) values (p_group_id, clock_timestamp()) on conflict do nothing;
  end if;
  -- Busy elsewhere says nothing about the legacy server; to hold the lock says that it was asked.
  if cutover_private.try_lock_group(p_group_id) then
    perform cutover_private.note_source_result(v_source_id);
  end if;
  return v_work;
exception when others then
  -- One group's trouble (its legacy server is away, say) is noted and must not stop the others.
  insert into cutover_private.pipeline_health (group_id, last_error, last_error_at)
  values (p_group_id, sqlstate || ': ' || left(sqlerrm, 300), clock_timestamp())
  on conflict (group_id) do update set last_error = excluded.last_error, last_error_at = excluded.last_error_at;
  if sqlstate = 'CT501' then
    perform cutover_private.note_source_result(v_source_id, sqlerrm);
  end if;
  return 0;
end
$$;

revoke all on function cutover_private.pipeline_tick(bigint) from public;
comment on function cutover_private.pipeline_tick(bigint) is 'One round of apply, verify and backfill for a group; errors are kept in cutover_private.pipeline_health. Returns how much was done.';
