create or replace function cutover_agent.block_writes(
  p_endpoints uuid[],
  p_token uuid,
  p_expires_seconds numeric,
  p_give_up_ms integer,
  p_reason text,
  p_dry_run boolean default false
)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_started timestamptz := clock_timestamp();
  v_attempts integer;
  v_id uuid;
begin
  perform cutover_agent.require_unblocked(p_endpoints, p_token);
  begin
    v_attempts := cutover_agent.take_barrier(p_endpoints, p_give_up_ms);
    -- Once more, now that nobody else can be setting one: two runs may have come at once.
    perform cutover_agent.require_unblocked(p_endpoints, p_token);
    foreach v_id in array p_endpoints loop
      perform cutover_agent.set_triggers(cutover_agent.endpoint(v_id), 'guard', true);
    end loop;
    insert into cutover_agent.blocks (endpoint_id, token, expires_at, epoch, reason)
    select e, p_token, clock_timestamp() + make_interval(secs => p_expires_seconds::double precision), nextval('cutover_agent.block_epoch'), p_reason
    from unnest(p_endpoints) as e
    on conflict (endpoint_id) do update set token = excluded.token,
      -- Our own block that a flip already made permanent stays so: capture is off there, nothing may slip in again.
      expires_at = case when cutover_agent.blocks.token = excluded.token and cutover_agent.blocks.expires_at is null then null else excluded.expires_at end,
      epoch = excluded.epoch, reason = excluded.reason, blocked_at = excluded.blocked_at;
    if p_dry_run then
      raise exception using errcode = 'CT999', message = 'dry run';
    end if;
  exception when sqlstate 'CT999' then
    null;
  end;
  return format('{"waited_ms": %s, "attempts": %s}', round(extract(epoch from clock_timestamp() - v_started)::numeric * 1000, 1), v_attempts);
end
$$;

comment on function cutover_agent.block_writes(uuid[], uuid, numeric, integer, text, boolean) is 'Enables the guards of these endpoints (tables in the order given), for p_expires_seconds unless made permanent by become_receiver. Safe to repeat with the same token. Raises CT212 if another run holds a block, CT601 with the blocking sessions if the barrier is not obtained in p_give_up_ms.';
