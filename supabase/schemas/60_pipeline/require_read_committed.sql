create or replace function cutover_private.require_read_committed()
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- With one snapshot for the whole transaction, a drain would not see what writers committed while the barrier waited for them.
  if current_setting('transaction_isolation') <> 'read committed' then
    perform cutover_private.fail('CT213', format('The transaction runs at the isolation level %s.', current_setting('transaction_isolation')));
  end if;
end
$$;

revoke all on function cutover_private.require_read_committed() from public;
comment on function cutover_private.require_read_committed() is 'Raises CT213 unless each statement sees what has been committed until then: whoever works on a group has to.';
