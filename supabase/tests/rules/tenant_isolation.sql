-- A policy that shows the rows of one tenant to another is found by trying; narrowed again, nothing is. Tables without tenants are not asked.
\ir security.inc
select plan(5);
select is(pg_temp.found('tenant_isolation', 'docs'), null, 'each tenant for itself');
create policy wide on new.doc for select to authenticated using (true);
select matches(pg_temp.found('tenant_isolation', 'docs'), '^doc failed \d: select: a row of one tenant: another tenant reads it', 'a policy too wide');
drop policy wide on new.doc;
select is(pg_temp.found('tenant_isolation', 'docs'), null, 'gone');
select is(cutover.declare_security('doc', 'tokens carry it as org', p_tenant_claims => '{"org": "{tenant}"}') ->> 'ok', 'true', 'where a token has the tenant');
select is(pg_temp.found('tenant_isolation', 'docs'), 'doc failed 2: locked_out: a tenant does not see its own rows (no row), locked_out: a tenant does not see its own rows (no row)',
  'counts, and the policy looks elsewhere');
select * from finish();
rollback;
