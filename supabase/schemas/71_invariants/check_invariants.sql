create or replace function cutover_private.check_invariants(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_invariant cutover.invariants;
  v_source bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
  v_rows integer;
  v_error text;
begin
  -- Once a transaction, however many tables the group has.
  for v_invariant in
    select * from cutover.invariants i where i.group_id = p_group_id and i.ended_at is null and (i.checked_at is null or i.checked_at < now()) order by i.name
  loop
    begin
      v_error := null;
      v_rows := cutover_private.count_violations(v_source, v_invariant.sql, v_invariant.timeout_seconds);
    exception when query_canceled or others then
      v_rows := null;
      v_error := sqlstate || case when sqlstate like 'CT%' then ': ' || left(sqlerrm, 300) else '' end;
    end;
    update cutover.invariants set checked_at = clock_timestamp(), rows_found = v_rows, error = v_error where id = v_invariant.id;
  end loop;
end
$$;

revoke all on function cutover_private.check_invariants(bigint) from public;
comment on function cutover_private.check_invariants(bigint) is 'Runs the invariants of a group that were not run in this transaction yet, and keeps how many rows each has found.';
