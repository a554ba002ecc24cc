create or replace function cutover_private.raise_alert(
  p_key text, p_kind text, p_level text, p_title text, p_detail jsonb,
  p_table_id bigint default null, p_group_id bigint default null, p_run_id uuid default null
)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_kind cutover.alert_kinds;
  v_level text;
  v_detail jsonb := coalesce(p_detail, '{}');
  v_alert cutover.alerts;
  v_id bigint;
  v_worse boolean;
begin
  select * into v_kind from cutover.alert_kinds where id = p_kind;
  v_level := coalesce(p_level, v_kind.level);
  if v_kind.id is null or cutover_private.level_rank(v_level) is null or p_key is null then
    perform cutover_private.fail('CT901', format('Alert %s: the kind %s or the level %s is unknown.', p_key, p_kind, p_level));
  end if;
  if length(v_detail::text) > 8000 then
    v_detail := jsonb_build_object('left_out', 'longer than 8,000 characters');
  end if;

  loop
    select * into v_alert from cutover.alerts where key = p_key and (is_event or resolved_at is null) for update;
    exit when found;
    insert into cutover.alerts (key, kind, level, title, detail, remedy, is_event, table_id, group_id, run_id, resolved_at, resolution)
    values (p_key, p_kind, v_level, coalesce(left(p_title, 300), v_kind.title), v_detail, v_kind.remedy, v_kind.ends = 'event', p_table_id,
      coalesce(p_group_id, (select t.group_id from cutover.cutover_tables t where t.id = p_table_id)), p_run_id,
      case v_kind.ends when 'event' then clock_timestamp() end, case v_kind.ends when 'event' then 'an event' end)
    on conflict do nothing
    returning id into v_id;
    if v_id is not null then
      perform cutover_private.notify(v_id, 'raised');
      return v_id;
    end if;
  end loop;

  if not v_alert.is_event then
    v_worse := cutover_private.level_rank(v_level) > cutover_private.level_rank(v_alert.level);
    update cutover.alerts
    set level = case when v_worse then v_level else level end,
      title = coalesce(left(p_title, 300), title), detail = v_detail,
      -- Once a transaction, however often it is looked at in there.
      occurrences = occurrences + (last_seen_at < now())::integer,
      last_seen_at = clock_timestamp(), gone_since = null,
      escalated_at = case when v_worse then clock_timestamp() else escalated_at end,
      -- Somebody has seen the lower level, not this one.
      acknowledged_by = case when not v_worse then acknowledged_by end,
      acknowledged_at = case when not v_worse then acknowledged_at end,
      acknowledgement = case when not v_worse then acknowledgement end
    where id = v_alert.id;
    if v_worse then
      perform cutover_private.notify(v_alert.id, 'escalated');
    end if;
  end if;
  return v_alert.id;
end
$$;

revoke all on function cutover_private.raise_alert(text, text, text, text, jsonb, bigint, bigint, uuid) from public;
comment on function cutover_private.raise_alert(text, text, text, text, jsonb, bigint, bigint, uuid) is
  'Opens the alert of this key, counts it again, or escalates it when its level has risen; an event is kept once a key. Level and title null: those of the kind. Returns the alert''s id.';
