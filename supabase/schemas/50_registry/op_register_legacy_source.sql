create or replace function cutover_private.op_register_legacy_source(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text;
  v_kind text;
  v_server text;
  v_password text;
  v_secret text;
  v_source cutover.legacy_sources;
  v_capabilities cutover.source_kinds;
begin
  perform cutover_private.allow_arguments(p_arguments, 'name', 'kind', 'host', 'port', 'database', 'user', 'password', 'vault_secret');
  v_name := cutover_private.argument_text(p_arguments, 'name', true, 40);
  v_kind := cutover_private.argument_text(p_arguments, 'kind', true, 20);
  if v_name !~ '^[a-z][a-z0-9_]{0,39}$' then
    perform cutover_private.fail('CT001', format('Argument name: %s is not a source name.', quote_literal(v_name)), null, 'Use lower case letters, digits and _, starting with a letter, at most 40.');
  end if;
  select * into v_capabilities from cutover.source_kinds where name = v_kind;
  if v_capabilities.name is null then
    perform cutover_private.fail('CT001', format('Argument kind: %s is not a kind of legacy source.', quote_literal(v_kind)), null,
      (select 'Use one of: ' || string_agg(format('%s (%s)', k.name, k.description), ', ' order by k.name) from cutover.source_kinds k));
  end if;
  if exists (select from cutover.legacy_sources where name = v_name) then
    perform cutover_private.fail('CT406', format('Legacy source %s is registered already.', v_name), null, 'Choose another name.');
  end if;
  if v_capabilities.has_own_agent then
    v_server := 'cutover_' || v_name;
    v_password := cutover_private.argument_text(p_arguments, 'password', false, 1000);
    v_secret := cutover_private.argument_text(p_arguments, 'vault_secret', false, 200);
    if v_secret is not null then
      if to_regclass('vault.decrypted_secrets') is null then
        perform cutover_private.fail('CT001', 'Argument vault_secret: this project has no Vault.', null, 'Give password instead.');
      end if;
      execute 'select decrypted_secret from vault.decrypted_secrets where name = $1' into v_password using v_secret;
    end if;
    if v_password is null then
      perform cutover_private.fail('CT001', 'The password of the legacy server is missing.', null, 'Give vault_secret (the name of a Vault secret) or password.');
    end if;
    -- The server goes by our name for the source; nobody else's server is touched.
    execute format('create server %I foreign data wrapper postgres_fdw options (host %L, port %L, dbname %L, connect_timeout ''5'', tcp_user_timeout ''15000'', keepalives_idle ''10'', keepalives_interval ''5'', keepalives_count ''3'')',
      v_server, cutover_private.argument_text(p_arguments, 'host', true, 255),
        coalesce(cutover_private.argument_integer(p_arguments, 'port', false, 1, 65535), 5432)::text,
      cutover_private.argument_text(p_arguments, 'database', true, 63));
    execute format('create user mapping for current_user server %I options (user %L, password %L)',
      v_server, cutover_private.argument_text(p_arguments, 'user', true, 63), v_password);
  end if;
  insert into cutover.legacy_sources (name, kind, server_name, endpoint_description, created_by)
  values (v_name, v_kind, v_server,
    case when v_capabilities.has_own_agent then format('%s:%s/%s', p_arguments ->> 'host', coalesce(p_arguments ->> 'port', '5432'), p_arguments ->> 'database') end,
    (select subject from cutover_private.actor()))
  returning * into v_source;
  -- A source that cannot be reached is not registered at all.
  if v_capabilities.has_own_agent then
    perform cutover_private.legacy_connection(v_source.id);
  end if;
  return jsonb_build_object('source', v_name, 'kind', v_kind, 'captures_changes', v_capabilities.captures_changes,
    'enforces_freeze', v_capabilities.enforces_freeze, 'agent', cutover_private.install_agent(v_source.id));
end
$$;

revoke all on function cutover_private.op_register_legacy_source(jsonb) from public;
comment on function cutover_private.op_register_legacy_source(jsonb) is 'Operation register_legacy_source {name, kind, host, port, database, user, password | vault_secret}: makes a source known, connects, installs the agent where rights allow.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('register_legacy_source', 'op_register_legacy_source', 'admin', true, 'name');
