-- What is missing until a switched table counts as completed.
select group_name, table_name, state, hours_held, missing, broke_because, completed_at from cutover.completion_progress order by group_name, table_name;
