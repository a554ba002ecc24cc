-- For a chart: percent of rows that differed, comparison by comparison.
select compared_at, table_name, drift_percent, drifted_rows, rows_compared
from cutover.drift_history where compared_at > now() - interval '30 days' order by compared_at;
