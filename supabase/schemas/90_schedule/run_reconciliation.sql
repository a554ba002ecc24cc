create or replace procedure cutover_private.run_reconciliation(p_seconds integer default 55)
language plpgsql
as $$
declare
  v_until timestamptz := clock_timestamp() + pg_catalog.make_interval(secs => p_seconds);
  v_worked boolean;
begin
  perform pg_catalog.set_config('cutover.actor_label', 'cron', false);
  -- Whatever the database's default is; it counts from the next transaction on.
  perform pg_catalog.set_config('default_transaction_isolation', 'read committed', false);
  commit;
  loop
    v_worked := cutover_private.reconcile_chunk();
    commit;
    exit when clock_timestamp() >= v_until;
    if not v_worked then
      perform pg_catalog.pg_sleep(0.5);
      commit;
    end if;
  end loop;
end
$$;

revoke all on procedure cutover_private.run_reconciliation(integer) from public;
comment on procedure cutover_private.run_reconciliation(integer) is 'Worker on the chunks of reconciliation jobs, for p_seconds. Called by pg_cron every minute; several at once share the work.';
