create or replace function cutover_private.begin_watch(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_findings text[];
begin
  insert into cutover_private.watches (group_id) values (p_group_id)
  on conflict (group_id) do update set due_at = clock_timestamp(), completion_due_at = clock_timestamp(), attempts = 0, retry_at = null, last_refusal = null;
  for v_table in select * from cutover.cutover_tables where group_id = p_group_id order by position, name loop
    delete from cutover.watch_results where table_id = v_table.id;
    delete from cutover.completions where table_id = v_table.id;
    perform cutover_private.take_baseline(v_table.id, v_table.cutover_at);
    begin
      perform cutover_private.record_security(v_table, 'switched');
      select coalesce(array_agg(format('%s %s: %s', f.rule_id, f.kind, f.detail)), '{}') into v_findings
      from cutover_private.security_findings(v_table, false) f;
    exception when others then
      -- No flip fails by this: whatever is found later counts.
      v_findings := '{}';
    end;
    insert into cutover_private.security_watches (table_id, findings_at_flip) values (v_table.id, v_findings)
    on conflict (table_id) do update set findings_at_flip = excluded.findings_at_flip, probed_at = null, probe_findings = '{}';
  end loop;
end
$$;

revoke all on function cutover_private.begin_watch(bigint) from public;
comment on function cutover_private.begin_watch(bigint) is 'Keeps what a group that has just been flipped is compared with from now on. Within the flip: a few milliseconds, from stored facts and catalogs.';
