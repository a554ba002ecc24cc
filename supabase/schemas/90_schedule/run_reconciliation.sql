create or replace procedure cutover_private.run_reconciliation(p_seconds integer default 55)
language plpgsql
as $$
declare
  v_until timestamptz := clock_timestamp() + pg_catalog.make_interval(secs => p_seconds);
  v_worked boolean;
  v_job_id uuid;
  v_begun timestamptz;
  v_duty double precision;
begin
  perform pg_catalog.set_config('cutover.actor_label', 'cron', false);
  -- Whatever the database's default is; it counts from the next transaction on.
  perform pg_catalog.set_config('default_transaction_isolation', 'read committed', false);
  commit;
  loop
    perform cutover_private.give_way();
    v_duty := greatest(1, least(100, cutover_private.setting('reconciliation_duty_percent')::text::double precision)) / 100;
    commit;
    v_begun := clock_timestamp();
    -- A piece of each kind in turn: a full comparison takes hours, and nothing else shall wait for its end. Any incremental job, because one
    -- may have to wait for a moment.
    select j.id into v_job_id from cutover.reconciliation_jobs j
    where j.kind = 'incremental' and j.status in ('queued', 'running') and coalesce(j.retry_at, '-infinity') <= clock_timestamp()
    order by pg_catalog.random()
    limit 1;
    commit;
    v_worked := v_job_id is not null and cutover_private.reconcile_chunk(v_job_id);
    commit;
    v_worked := cutover_private.reconcile_chunk() or v_worked;
    commit;
    v_worked := cutover_private.integrity_step() or v_worked;
    commit;
    v_worked := cutover_private.shadow_turn() or v_worked;
    commit;
    v_worked := cutover_private.golden_step() or v_worked;
    commit;
    v_worked := cutover_private.verifier_turn() or v_worked;
    commit;
    perform cutover_private.audit_turn();
    commit;
    exit when clock_timestamp() >= v_until;
    if not v_worked then
      perform pg_catalog.pg_sleep(0.5);
      commit;
    elsif v_duty < 1 then
      perform pg_catalog.pg_sleep(least(extract(epoch from clock_timestamp() - v_begun)::double precision * (1 / v_duty - 1),
        greatest(0, extract(epoch from v_until - clock_timestamp())::double precision)));
      commit;
    end if;
  end loop;
end
$$;

revoke all on procedure cutover_private.run_reconciliation(integer) from public;
comment on procedure cutover_private.run_reconciliation(integer) is 'Worker on reconciliation jobs, integrity jobs, shadow reads, golden queries, checks of the verifier and of the audit chain, for p_seconds; rests by the setting reconciliation_duty_percent. Called by pg_cron every minute, as two jobs; they share the work, and one goes on while the other waits for a slow query or server.';
