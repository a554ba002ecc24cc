create or replace function cutover_private.security_violations(p_table cutover.cutover_tables)
returns text[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_watch cutover_private.security_watches;
  v_pause interval := make_interval(secs => cutover_private.setting('security_probe_seconds')::text::double precision);
  v_now text[];
  v_state text;
  v_message text;
begin
  select * into v_watch from cutover_private.security_watches where table_id = p_table.id;
  if cutover_private.is_due(v_watch.probed_at + v_pause, v_pause) then
    begin
      select coalesce(array_agg(format('%s %s: %s', f.rule_id, f.kind, f.detail)), '{}') into v_watch.probe_findings
      from cutover_private.security_findings(p_table, true) f;
      update cutover_private.security_watches set probed_at = clock_timestamp(), probe_findings = v_watch.probe_findings where table_id = p_table.id;
      -- It has looked at everything that catalogs tell as well.
      v_now := v_watch.probe_findings;
    exception when sqlstate 'CT501' then
      -- The legacy server is away: its triggers are looked at when it is back.
      update cutover_private.security_watches set probed_at = clock_timestamp() where table_id = p_table.id;
    when others then
      -- What catalogs tell counts all the same.
      get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
    end;
  end if;
  if v_now is null then
    select coalesce(array_agg(format('%s %s: %s', f.rule_id, f.kind, f.detail)), '{}') into v_now
    from cutover_private.security_findings(p_table, false) f;
  end if;
  v_now := array(
    select distinct x.finding from (
      select unnest(v_now) as finding
      union all
      select p.finding from unnest(v_watch.probe_findings) as p(finding)
      where p.finding like 'tenant\_isolation %'
        or p.finding like 'switch\_triggers % legacy: %' and cutover_private.is_remote(p_table.source_id, 'legacy')
      union all
      select 'audit_chain audit_broken: ' || l.problem from cutover_private.audit_looks l where l.problem is not null
    ) x
    where not x.finding = any (coalesce(v_watch.findings_at_flip, '{}'))
    order by 1);
  if v_now = '{}' and v_state is not null then
    raise exception using errcode = v_state, message = v_message;
  end if;
  return v_now;
end
$$;

revoke all on function cutover_private.security_violations(cutover.cutover_tables) from public;
comment on function cutover_private.security_violations(cutover.cutover_tables) is 'What is wrong with the protection of a switched table and was not when it was switched. Acts as its tenants once in security_probe_seconds; raises what keeps it from that, unless there is something wrong anyway.';
