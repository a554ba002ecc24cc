create or replace function cutover_agent.take_barrier(p_endpoints uuid[], p_give_up_ms integer default 15000)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- Below deadlock_timeout: it is always this side that yields, never a writer.
set lock_timeout = '150ms'
as $$
declare
  v_give_up timestamptz := clock_timestamp() + make_interval(secs => p_give_up_ms / 1000.0);
  v_attempts integer := 0;
begin
  perform cutover_agent.keep_vacuum_out(p_endpoints);
  loop
    v_attempts := v_attempts + 1;
    begin
      perform cutover_agent.lock_tables(p_endpoints);
      exit;
    exception when lock_not_available then
      -- Leaving this block let go of every lock; writers go on until the next try.
      if clock_timestamp() > v_give_up then
        raise exception using errcode = 'CT601', message = 'The lock that waits for writers in flight was not obtained.',
          detail = cutover_agent.blockers_text(p_endpoints),
          hint = 'End or wait for the sessions listed, then try again.';
      end if;
      perform pg_sleep(least(0.05 * v_attempts, 0.5));
    end;
  end loop;
  return v_attempts;
end
$$;

comment on function cutover_agent.take_barrier(uuid[], integer) is 'Takes the barrier on these tables until the transaction ends, with retries and backoff; returns the attempts. Raises CT601 with the blocking sessions after p_give_up_ms.';
