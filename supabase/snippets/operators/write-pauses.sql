-- For a chart: how long writers waited at each switch, against the promise.
select switched_at, group_name, kind, write_pause_ms, target_ms, verdict from cutover.write_pauses order by switched_at;
