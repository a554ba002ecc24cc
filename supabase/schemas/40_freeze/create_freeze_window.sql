create or replace function cutover_private.create_freeze_window(
  p_group_id bigint, p_kind text, p_starts_at timestamptz, p_ends_at timestamptz, p_reason text
)
returns cutover.freeze_windows
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_window cutover.freeze_windows;
  v_other cutover.freeze_windows;
begin
  if not isfinite(p_starts_at) or not isfinite(p_ends_at) or p_starts_at > clock_timestamp() + interval '1 year' then
    perform cutover_private.fail('CT208', 'A freeze window starts within a year.');
  elsif p_ends_at <= p_starts_at then
    perform cutover_private.fail('CT208', 'The freeze window ends before it starts.');
  elsif p_ends_at - p_starts_at > interval '8 hours' then
    perform cutover_private.fail('CT208', 'A freeze window lasts at most 8 hours.');
  elsif p_kind = 'planned' and p_ends_at - p_starts_at < interval '15 minutes' then
    perform cutover_private.fail('CT208', 'A planned freeze window lasts at least 15 minutes.');
  end if;

  begin
    insert into cutover.freeze_windows (group_id, status, kind, starts_at, ends_at, activated_at, reason, created_by)
    values (
      p_group_id, case p_kind when 'emergency' then 'active' else 'scheduled' end, p_kind, p_starts_at, p_ends_at,
      case p_kind when 'emergency' then clock_timestamp() end, p_reason, (select a.subject from cutover_private.actor() a))
    returning * into v_window;
  exception when exclusion_violation then
    select w.* into v_other from cutover.freeze_windows w
     where w.group_id = p_group_id and w.status in ('scheduled', 'active')
       and tstzrange(w.starts_at, w.ends_at) && tstzrange(p_starts_at, p_ends_at)
     order by w.starts_at
     limit 1;
    perform cutover_private.fail('CT207', 'The freeze window overlaps another one of the group.',
      format('Window %s is %s, from %s to %s.', v_other.id, v_other.status, to_json(v_other.starts_at) #>> '{}', to_json(v_other.ends_at) #>> '{}'));
  end;
  return v_window;
end
$function$;

comment on function cutover_private.create_freeze_window(bigint, text, timestamptz, timestamptz, text) is
  'Adds a freeze window: planned ones are scheduled, emergency ones active at once. Raises CT207, CT208.';

revoke all on function cutover_private.create_freeze_window(bigint, text, timestamptz, timestamptz, text) from public;
