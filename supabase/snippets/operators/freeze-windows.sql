-- Freeze windows that are open or to come, then those of the past.
select group_name, status, kind, starts_at, ends_at, starts_in_minutes, minutes_left, tables, runs, reason, created_by
from cutover.freeze_calendar
order by status in ('active', 'scheduled') desc, starts_at desc;
