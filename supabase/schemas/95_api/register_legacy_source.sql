create or replace function cutover.register_legacy_source(p_name text, p_kind text, p_host text default null, p_port integer default null,
  p_database text default null, p_user text default null, p_password text default null, p_vault_secret text default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('register_legacy_source', jsonb_strip_nulls(jsonb_build_object('name', p_name, 'kind', p_kind, 'host', p_host, 'port', p_port, 'database', p_database, 'user', p_user, 'password', p_password, 'vault_secret', p_vault_secret)));

revoke all on function cutover.register_legacy_source(text, text, text, integer, text, text, text, text) from public;
grant execute on function cutover.register_legacy_source(text, text, text, integer, text, text, text, text) to authenticated, service_role;
comment on function cutover.register_legacy_source(text, text, text, integer, text, text, text, text) is 'Makes a legacy source known: kind local (a schema here) or postgres (another server; password from Vault by vault_secret, or given). Role admin.';
