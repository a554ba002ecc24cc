-- Row level security that is off where API roles reach the table, or not forced any more, is found; on again, nothing is.
\ir security.inc
select plan(5);
select is(pg_temp.found('rls_enabled', 'docs'), null, 'on');
alter table new.doc disable row level security;
select is(pg_temp.found('rls_enabled', 'docs'), 'doc failed 1: rls_off: row level security is off', 'off');
alter table new.doc enable row level security;
alter table new.doc force row level security;
select cutover.declare_security('doc', 'its owner as well') ->> 'ok' as ok \gset
alter table new.doc no force row level security;
select is(pg_temp.found('rls_enabled', 'docs'), 'doc failed 1: rls_not_forced: row level security is not forced any more', 'not forced any more');
alter table new.doc force row level security;
select is(pg_temp.found('rls_enabled', 'docs'), null, 'forced again');
alter table new.doc disable row level security;
select is(cutover.prepare_cutover('docs') #>> '{result,ready}', 'false', 'without it no group is ready');
select * from finish();
rollback;
