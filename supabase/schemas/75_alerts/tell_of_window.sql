create or replace function cutover_private.tell_of_window()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.tell('window_opened:' || new.id, 'window_opened',
    format('The freeze window of %s has begun', (select g.name from cutover.table_groups g where g.id = new.group_id)),
    jsonb_build_object('window', new.id, 'kind', new.kind, 'ends_at', new.ends_at), new.group_id);
  return null;
end
$$;

revoke all on function cutover_private.tell_of_window() from public;
comment on function cutover_private.tell_of_window() is 'Tells that a freeze window has begun.';

create trigger tell_of_window after insert or update of status on cutover.freeze_windows
for each row when (new.status = 'active') execute function cutover_private.tell_of_window();
