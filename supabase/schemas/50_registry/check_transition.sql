create or replace function cutover_private.check_transition()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.state is distinct from old.state and not (old.state || '>' || new.state = any (array[
    'pending>ready', 'ready>pending', 'ready>cutover', 'cutover>completed', 'cutover>rolled_back', 'completed>rolled_back', 'rolled_back>pending'
  ])) then
    perform cutover_private.fail('CT201', format('Table %s cannot go from %s to %s.', old.name, old.state, new.state), null,
      'The way is pending, ready, cutover, completed; back: rolled_back, pending.');
  end if;
  if old.finalized_at is not null and (new.state is distinct from old.state or new.finalized_at is distinct from old.finalized_at) then
    perform cutover_private.fail('CT211', format('Table %s is finalized; there is no way back.', old.name));
  end if;
  new.updated_at := clock_timestamp();
  return new;
end
$$;

revoke all on function cutover_private.check_transition() from public;
comment on function cutover_private.check_transition() is 'Trigger: only legal state transitions pass (CT201), none on a finalized table (CT211).';

create trigger check_transition before update on cutover.cutover_tables for each row execute function cutover_private.check_transition();
alter table cutover.cutover_tables enable always trigger check_transition;
