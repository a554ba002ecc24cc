create or replace function cutover_private.await_legacy(p_connection text, p_seconds numeric)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_started timestamptz := clock_timestamp();
  v_seconds numeric;
begin
  loop
    -- Most answers are there at once; whoever sleeps first loses a millisecond a call. And each look takes in only what one read of
    -- the socket gives, so that few looks between two sleeps would make a long answer slower than the network.
    for v_look in 1 .. 200 loop
      if extensions.dblink_is_busy(p_connection) = 0 then
        return;
      end if;
    end loop;
    -- A broken connection stays busy for ever; fetching its result raises the cause.
    if extensions.dblink_error_message(p_connection) <> 'OK' then
      return;
    end if;
    v_seconds := extract(epoch from clock_timestamp() - v_started);
    if v_seconds > p_seconds then
      raise exception using errcode = '08006', message = format('no answer within %s seconds', round(p_seconds, 1));
    end if;
    perform pg_sleep(least(0.02, greatest(0.001, v_seconds / 20)));
  end loop;
end
$$;

revoke all on function cutover_private.await_legacy(text, numeric) from public;
comment on function cutover_private.await_legacy(text, numeric) is 'Waits until the answer to what was sent over a connection is here, and can be interrupted meanwhile. A server that hangs (its kernel still answers keepalives) is given up after p_seconds: SQLSTATE 08006.';
