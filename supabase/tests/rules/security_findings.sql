-- Each way to lose the protection of a table is found when it is done for real, named by its rule, and gone once it is repaired.
\ir ../pipeline/setup.inc
select plan(28);
create table old.doc (id integer primary key, tenant_id text, body text);
create table new.doc (id integer primary key, tenant_id text, body text);
insert into old.doc values (1, 'a', 'x'), (2, 'b', 'y');
grant usage on schema new to authenticated;
grant select, insert, update, delete on new.doc to authenticated;
alter table new.doc enable row level security;
create policy own on new.doc to authenticated using (tenant_id = current_setting('request.jwt.claims')::jsonb ->> 'tenant_id');
select cutover.register_table('doc', 'pipeline_test', 'old', 'doc', 'new', 'doc', 'docs', 'docs', 'doc', p_tenant_column => 'tenant_id') ->> 'ok' as ok \gset
select cutover.start_backfill('docs') ->> 'ok' as ok \gset
select pg_temp.settle('docs');
set constraints all immediate;
create function pg_temp.found(p_probe boolean default false) returns text language sql as $$
  select string_agg(distinct f.rule_id || ' ' || f.kind, ', ' order by f.rule_id || ' ' || f.kind)
  from cutover.cutover_tables t, cutover_private.security_findings(t, p_probe) f where t.name = 'doc'
$$;
select is(pg_temp.found(true), null, 'a sound table has no findings');
alter table new.doc disable row level security;
select is(pg_temp.found(), 'rls_enabled rls_off', 'row level security switched off');
select is(pg_temp.found(true), 'rls_enabled rls_off, tenant_isolation delete, tenant_isolation insert, tenant_isolation select, tenant_isolation update', 'which the tenants notice');
alter table new.doc enable row level security;
select is(pg_temp.found(true), null, 'on again');
select is((select array_agg(body order by id) from new.doc), array['x', 'y'], 'the probes changed nothing');
select is((select count(*) from cutover_agent.appliers), 0::bigint, 'and left no right to write');
alter table new.doc force row level security;
select cutover_private.record_security(t, 'forced from now on') from cutover.cutover_tables t where t.name = 'doc';
alter table new.doc no force row level security;
select is(pg_temp.found(), 'rls_enabled rls_not_forced', 'not forced any more');
alter table new.doc force row level security;
select is(pg_temp.found(), null, 'forced again');
create policy wide on new.doc for select to authenticated using (true);
select is(pg_temp.found(), null, 'a policy in addition is nothing by itself before the flip');
select is(pg_temp.found(true), 'tenant_isolation select', 'but the probe sees what it lets through');
drop policy wide on new.doc;
alter policy own on new.doc with check (true);
select is(pg_temp.found(true), 'policies_kept policy_changed, tenant_isolation insert', 'a policy that lets foreign rows be written');
drop policy own on new.doc;
select is(pg_temp.found(true), 'policies_kept no_policy, policies_kept policy_dropped, tenant_isolation locked_out', 'a policy dropped: nobody sees a row');
create policy own on new.doc to authenticated using (tenant_id = current_setting('request.jwt.claims')::jsonb ->> 'tenant_id');
select is(pg_temp.found(true), null, 'the policy is back');
grant select (body) on new.doc to anon;
select is(pg_temp.found(), 'api_grants anon_may', 'anon may read a column');
revoke select (body) on new.doc from anon;
grant truncate on new.doc to authenticated;
select is(pg_temp.found(), 'api_grants authenticated_may', 'TRUNCATE knows no policy');
revoke truncate on new.doc from authenticated;
select is(pg_temp.found(), null, 'both taken back');
select format('alter table new.doc disable trigger cutover_guard_%s', number) as off,
  format('alter table new.doc enable always trigger cutover_guard_%s', number) as on
from cutover_agent.endpoints e join cutover.cutover_tables t on t.supabase_endpoint = e.id where t.name = 'doc' \gset
:off;
select is(pg_temp.found(), 'switch_triggers guard_off', 'the guard of the side that receives is off');
:on;
select is(pg_temp.found(), null, 'on again');
alter table old.doc disable trigger user;
select is(pg_temp.found(), 'switch_triggers capture_off', 'the side that is the truth is not captured');
select format('alter table old.doc enable always trigger cutover_capture_%s, enable always trigger cutover_capture_truncate_%1$s', number) as on
from cutover_agent.endpoints e join cutover.cutover_tables t on t.legacy_endpoint = e.id where t.name = 'doc' \gset
:on;
select is(pg_temp.found(), null, 'captured again');
alter table old.doc enable trigger user;
select is(pg_temp.found(), 'switch_triggers capture_off', 'enabled is not always enabled: a replica role passes it by');
:on;
alter table cutover.cutover_audit_log disable trigger refuse_change;
select is(pg_temp.found(), 'audit_chain audit_broken', 'the audit log is not protected');
update cutover.cutover_audit_log set actor = 'nobody' where seq = (select max(seq) from cutover.cutover_audit_log);
alter table cutover.cutover_audit_log enable always trigger refuse_change;
select is(pg_temp.found(), 'audit_chain audit_broken', 'its last row was changed: seen at a glance');
select is((select count(*) from cutover_private.audit_findings(true)), 1::bigint, 'and by the whole check');
select is((select count(*) from cutover_private.audit_findings(false)), 1::bigint, 'one finding');

-- The owner's table is granted to nobody, so nobody needs to be kept out of it.
create temporary view of_owner as select f.rule_id, f.kind from cutover.cutover_tables t, cutover_private.security_findings(t, false) f
where t.name = 'owner' and f.rule_id <> 'audit_chain';
select is_empty('table of_owner', 'a table that no API role reaches needs no policies');
grant select on new.owner to authenticated;
select results_eq('table of_owner', $$values ('rls_enabled', 'rls_off')$$, 'one that is reached does');
select results_eq($$select t.name, e.reason from cutover.security_expectations e join cutover.cutover_tables t on t.id = e.table_id
  where t.name in ('owner', 'item') order by t.name$$, $$values ('item', 'registered'), ('owner', 'registered')$$,
  'what was there is known from the registration on');
select * from finish();
rollback;
