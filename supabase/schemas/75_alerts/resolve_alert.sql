create or replace function cutover_private.resolve_alert(p_key text, p_reason text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_alert record;
begin
  select a.id, a.gone_since, k.quiet_seconds into v_alert
  from cutover.alerts a join cutover.alert_kinds k on k.id = a.kind where a.key = p_key and a.resolved_at is null for update of a;
  if not found then
    return;
  end if;
  if coalesce(v_alert.gone_since, clock_timestamp()) <= clock_timestamp() - make_interval(secs => v_alert.quiet_seconds) then
    perform cutover_private.end_alert(v_alert.id, p_reason);
  else
    update cutover.alerts set gone_since = coalesce(gone_since, clock_timestamp()) where id = v_alert.id;
  end if;
end
$$;

revoke all on function cutover_private.resolve_alert(text, text) from public;
comment on function cutover_private.resolve_alert(text, text) is
  'Says that the condition of an alert is gone. The alert is resolved when that has held for quiet_seconds of its kind, by the next call or by the monitor; raised again before, it stays open.';
