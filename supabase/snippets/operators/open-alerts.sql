-- What needs somebody now. select cutover.acknowledge_alert(<id>, 'on it'); tells the others.
select id, level, title, table_name, group_name, raised_at, occurrences, acknowledged_by, remedy from cutover.open_alerts;
