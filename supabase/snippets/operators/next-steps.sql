-- Each table: where it stands, and what its operator does next.
select table_name, group_name, state, next_step, gates_not_passed, open_alerts from cutover.table_status;
