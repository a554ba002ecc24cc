create or replace function cutover_private.audit_turn()
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_look cutover_private.audit_looks;
  v_pause interval := make_interval(secs => cutover_private.setting('security_probe_seconds')::text::double precision);
  v_begun timestamptz := clock_timestamp();
begin
  if not exists (select from cutover_private.watches) then
    -- What was found then says nothing about the next switch.
    update cutover_private.audit_looks set looked_at = null, problem = null
    where id in (select l.id from cutover_private.audit_looks l where l.problem is not null for update skip locked);
    return false;
  end if;
  select * into v_look from cutover_private.audit_looks for update skip locked;
  -- A long chain takes a twentieth of a worker's time at most.
  v_pause := greatest(v_pause, 20 * v_look.took);
  if v_look.id is null or not cutover_private.is_due(v_look.looked_at + v_pause, v_pause) then
    return false;
  end if;
  select a.problem into v_look.problem from (select) as one left join cutover_private.audit_findings(true) as a(problem) on true;
  update cutover_private.audit_looks set looked_at = v_begun, took = clock_timestamp() - v_begun, problem = v_look.problem;
  return true;
end
$$;

revoke all on function cutover_private.audit_turn() from public;
comment on function cutover_private.audit_turn() is 'Reads the whole audit chain for the watch, while groups are watched, once in security_probe_seconds; less often when it is long. The monitor only reads what was found. Returns whether it looked.';
