-- An admin declares what protects a table on purpose; bad declarations are refused and change nothing; a flip records what there is.
\ir security.inc
select plan(12);
create function pg_temp.refused(p_arguments jsonb) returns text language sql as $$
  select cutover.command('declare_security', '{"table": "doc", "reason": "test"}'::jsonb || p_arguments) #>> '{error,code}'
$$;
select is(pg_temp.refused('{"table": "nowhere"}'), 'CT002', 'a table nobody knows');
select is(pg_temp.refused('{"reason": " "}'), 'CT001', 'no reason');
select is(pg_temp.refused('{"anon_commands": ["TRUNCATE"]}'), 'CT001', 'what passes policies by cannot be meant');
select is(pg_temp.refused('{"anon_commands": "SELECT"}'), 'CT001', 'no list');
select is(pg_temp.refused('{"tenant_claims": {"org": "acme"}}'), 'CT001', 'claims without the tenant');
select is(pg_temp.refused('{"policies": {}}'), 'CT001', 'what is there is recorded, not told');
select is((select array_agg(distinct reason) from cutover.security_expectations), array['registered'], 'nothing was changed');
insert into cutover.operators (subject, role, granted_by) values ('anton', 'approver', 'test');
set local role authenticated;
set local request.jwt.claims = '{"sub": "anton", "role": "authenticated"}';
select is(cutover.declare_security('doc', 'please') #>> '{error,code}', 'CT103', 'an approver may not');
reset role;
set local request.jwt.claims = '';
select is(cutover.declare_security('doc', 'a public page', array['SELECT'], true) #> '{result,expected}' ->> 'anon_commands', '["SELECT"]', 'an admin may');
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log
  where action = 'security.declare' and outcome = 'done' and target = 'doc' and recorded_at >= now()), 1::bigint, 'audited');
alter table new.doc rename to doc_away;
select is(pg_temp.refused('{}'), 'CT230', 'a table that is gone');
-- A policy that came before the flip is expected after it.
create policy wide on new.owner using (true);
select cutover_private.begin_watch(:shop);
select is((select e.reason || ' ' || (e.policies ? 'wide') from cutover.security_expectations e where e.table_id = :owner), 'switched true', 'the flip records what is there');
select * from finish();
rollback;
