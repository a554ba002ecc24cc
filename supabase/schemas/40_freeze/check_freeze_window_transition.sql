create or replace function cutover_private.check_freeze_window_transition()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
  if (old.status, new.status) not in (
    ('scheduled', 'active'), ('scheduled', 'completed'), ('scheduled', 'cancelled'), ('active', 'completed')
  ) and (old.status in ('completed', 'cancelled') or old.status <> new.status) then
    perform cutover_private.fail('CT201', format('A freeze window that is %s cannot become %s.', old.status, new.status));
  end if;
  return new;
end
$function$;

comment on function cutover_private.check_freeze_window_transition() is
  'Allows scheduled → active → completed, scheduled → completed (it passed) and scheduled → cancelled; a window that has ended stays as it is: CT201.';

revoke all on function cutover_private.check_freeze_window_transition() from public;

create trigger check_transition before update on cutover.freeze_windows
for each row execute function cutover_private.check_freeze_window_transition();
