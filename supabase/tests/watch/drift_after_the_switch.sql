-- Rows that differ after the switch: drift_warning, drift_critical and completion_drift, each at its own threshold; repaired, all of them hold.
\ir setup.inc
select plan(5);
create function pg_temp.judged() returns text language sql as $$
  update cutover_private.watches set completion_due_at = clock_timestamp();
  select pg_temp.look();
  select concat_ws(', ', pg_temp.verdict('drift_warning'), pg_temp.verdict('drift_critical'), pg_temp.verdict('completion_drift'));
$$;
-- As if the table had 2000 rows.
select pg_temp.reconcile();
update cutover.reconciliation_jobs set rows_legacy = 2000, rows_supabase = 2000 where table_id = :owner;
select is(pg_temp.judged(), 'holds 0, holds 0, holds 0', 'nothing differs');
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at) select :owner, array[o.id::text], 'mismatched', clock_timestamp() from new.owner o order by o.id limit 1;
select is(pg_temp.judged(), 'broken 0.05, holds 0.05, broken 0.05', 'one row of two thousand');
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at) select :owner, array[o.id::text], 'mismatched', clock_timestamp() from new.owner o order by o.id desc limit 1;
select is(pg_temp.judged(), 'broken 0.1, broken 0.1, broken 0.1', 'two');
select is(pg_temp.alert('drift:owner'), 'critical', 'which people are told');
update cutover.drifted_rows set resolved_at = clock_timestamp();
select is(pg_temp.judged(), 'holds 0, holds 0, holds 0', 'repaired');
select * from finish();
rollback;
