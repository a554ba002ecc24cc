-- Each table: who reads and writes where, what waits, and whether both sides hold the same rows.
select table_name, reads_from, reads_on_supabase_percent, writes_go_to, backfill_percent, backlog_entries, backlog_oldest_seconds,
  sides_are, drifted_rows, drift_percent, rows_legacy, rows_supabase, last_look_at
from cutover.table_status;
