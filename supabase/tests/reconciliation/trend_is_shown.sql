-- The trend: per table, kind and day, what the day ended with, and whether that is more than the time before.
\ir setup.inc
select plan(3);
insert into cutover.reconciliation_jobs (table_id, kind, status, trigger, created_at, started_at, finished_at, rows_legacy, rows_supabase,
  missing, mismatched, healed, drift_percent, paused_seconds)
select :item, k, 'completed', 'schedule', t, t, t + interval '100 seconds', 1000, 990, d, 1, 5, (d + 1) / 10.0, 40
from (values ('full', '2026-11-01 05:00Z'::timestamptz, 0), ('full', '2026-11-01 15:00Z', 9), ('full', '2026-11-02 05:00Z', 9), ('full', '2026-11-04 05:00Z', 1), ('full', '2026-11-05 05:00Z', 2),
  ('incremental', '2026-11-05 05:00Z', 0)) as v(k, t, d);
insert into cutover.reconciliation_jobs (table_id, kind, status, trigger, finished_at, missing) values (:item, 'full', 'cancelled', 'request', '2026-11-05 07:00Z', 99);
select results_eq($$select kind, day::text, jobs, rows_compared, drifted, direction from cutover.reconciliation_trend order by kind, day$$, $$values
  ('full', '2026-11-01', 2::bigint, 2000::numeric, 10::bigint, 'first'), ('full', '2026-11-02', 1, 1000, 10, 'steady'), ('full', '2026-11-04', 1, 1000, 2, 'falling'),
  ('full', '2026-11-05', 1, 1000, 3, 'rising'), ('incremental', '2026-11-05', 1, 1000, 1, 'first')$$, 'as each day ended');
select is((select healed || ' ' || seconds from cutover.reconciliation_trend where day = '2026-11-01'), '10 120.0', 'healed differences and working time add up');
select is((select count(*) from cutover.reconciliation_trend where drifted > 90), 0::bigint, 'a cancelled job says nothing');
select * from finish();
rollback;
