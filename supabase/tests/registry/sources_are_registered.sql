-- A legacy source has a name, a kind and, on another server, a way in; whatever is missing is said.
\ir setup.inc
select plan(14);
select is(cutover.register_legacy_source('second', 'local') #> '{result}', jsonb_build_object('source', 'second', 'kind', 'local', 'captures_changes', true, 'enforces_freeze', true,
  'agent', jsonb_build_object('installed', true, 'version', cutover_agent.version())), 'a local source');
select is((select (kind, server_name, agent_version)::text from cutover.legacy_sources where name = 'second'),
  format('(local,,%s)', cutover_agent.version()), 'and what is kept of it');
select is(pg_temp.refusal(cutover.register_legacy_source('second', 'local')),
  array['CT406', 'Legacy source second is registered already.', null, 'Choose another name.'], 'not twice');
select is(pg_temp.refusal(cutover.register_legacy_source('third', 'oracle')),
  array['CT001', 'Argument kind: ''oracle'' is not a kind of legacy source.', null, 'Use one of: foreign (foreign tables of this database, whatever is behind them), local (another schema of this database), postgres (another PostgreSQL server)'], 'a kind nobody knows');
select is((pg_temp.refusal(cutover.register_legacy_source('Third', 'local')))[1:2], array['CT001', 'Argument name: ''Third'' is not a source name.'], 'a name with capitals');
select is((pg_temp.refusal(cutover.register_legacy_source(repeat('x', 41), 'local')))[1], 'CT001', 'a name too long');
select is((pg_temp.refusal(cutover.command('register_legacy_source', '{"kind": "local"}')))[1], 'CT001', 'no name');
select is((pg_temp.refusal(cutover.command('register_legacy_source', '{"name": "third"}')))[1], 'CT001', 'no kind');
select is(pg_temp.refusal(cutover.register_legacy_source('third', 'postgres', 'db.example', 5432, 'shop', 'agent')),
  array['CT001', 'The password of the legacy server is missing.', null, 'Give vault_secret (the name of a Vault secret) or password.'], 'another server without a password');
select is((pg_temp.refusal(cutover.register_legacy_source('third', 'postgres', p_port => 5432, p_database => 'shop', p_user => 'agent', p_password => 'x')))[1],
  'CT001', 'without a host');
select is((pg_temp.refusal(cutover.register_legacy_source('third', 'postgres', 'db.example', 70000, 'shop', 'agent', 'x')))[1], 'CT001', 'with a port that is none');
select is((pg_temp.refusal(cutover.register_legacy_source('third', 'postgres', '127.0.0.1', 1, 'shop', 'agent', 'the-password')))[1], 'CT501', 'one that cannot be reached');
select is_empty($$select name from cutover.legacy_sources where name = 'third' union all select srvname from pg_foreign_server where srvname = 'cutover_third'$$,
  'is not registered, and leaves no server behind');
set constraints all immediate;
select is_empty($$select action from cutover.cutover_audit_log where detail::text like '%the-password%'$$, 'nor its password in the audit log');
select * from finish();
rollback;
