create or replace function cutover_private.tell_of_table()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id bigint;
begin
  if tg_op = 'DELETE' then
    for v_id in select a.id from cutover.alerts a where a.table_id = old.id and a.resolved_at is null order by a.id loop
      perform cutover_private.end_alert(v_id, 'the table is not registered any more');
    end loop;
    return old;
  end if;
  -- Once for all tables of the group, which become ready together.
  perform cutover_private.tell(format('group_prepared:%s:%s', new.group_id, pg_current_xact_id()), 'group_prepared',
    format('%s is ready for its cutover', (select g.name from cutover.table_groups g where g.id = new.group_id)), null, new.group_id);
  return null;
end
$$;

revoke all on function cutover_private.tell_of_table() from public;
comment on function cutover_private.tell_of_table() is 'Tells that a group is ready; resolves what concerns a table that is no longer registered.';

create trigger tell_of_table after update of state on cutover.cutover_tables
for each row when (new.state = 'ready' and old.state <> 'ready') execute function cutover_private.tell_of_table();
create trigger settle_alerts before delete on cutover.cutover_tables
for each row execute function cutover_private.tell_of_table();
