-- What no database can measure is asked for by name: backup_verified, team_notified, rollback_plan_ready and runbook_ready, each by itself.
\ir setup.inc
select plan(12);
create function pg_temp.missing() returns text language sql as $$
  select string_agg(distinct g ->> 'rule', ', ' order by g ->> 'rule') from jsonb_array_elements(cutover.prepare_cutover('shop') #> '{result,gates}') g
  where g ->> 'kind' = 'attested' and g ->> 'verdict' = 'failed' and g ->> 'remediation' <> ''
$$;
create function pg_temp.try(p_rule text) returns setof text language plpgsql as $$
begin
  delete from cutover.cutover_checklists where rule_id = p_rule;
  return next is(pg_temp.missing(), p_rule, p_rule || ' is missing');
  return next is(cutover.attest('shop', p_rule, 'seen') ->> 'ok', 'true', 'it is given');
  return next is(pg_temp.missing(), null, 'nothing is missing any more');
end $$;
select pg_temp.try(r.id) from cutover.rules r where r.kind = 'attested' and r.phase = 'cutover' and r.for_sources_without is null order by r.id;
select * from finish();
rollback;
