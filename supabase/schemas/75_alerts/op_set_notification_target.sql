create or replace function cutover_private.op_set_notification_target(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := cutover_private.argument_text(p_arguments, 'name', true, 63);
  v_kind text := cutover_private.argument_text(p_arguments, 'kind', true, 20);
  v_url text := cutover_private.argument_text(p_arguments, 'url', false, 2000);
  v_vault text := cutover_private.argument_text(p_arguments, 'vault_secret', false, 100);
  v_environment text := cutover_private.argument_text(p_arguments, 'environment_secret', false, 100);
  v_level text := coalesce(cutover_private.argument_text(p_arguments, 'minimum_level', false, 20), 'warning');
  v_groups text[] := cutover_private.argument_text_array(p_arguments, 'groups', false);
begin
  perform cutover_private.allow_arguments(p_arguments, 'name', 'kind', 'url', 'vault_secret', 'environment_secret', 'minimum_level', 'groups');
  if v_name <> btrim(v_name) then
    perform cutover_private.fail('CT001', 'The argument "name" begins or ends with a space.');
  elsif v_kind not in ('slack', 'webhook') then
    perform cutover_private.fail('CT001', format('"%s" is no kind of target.', v_kind), 'Kinds are slack and webhook.');
  elsif (v_kind = 'webhook') <> (v_url is not null) then
    perform cutover_private.fail('CT001', 'A webhook has a url; the address of a Slack webhook is a secret, and only its name is given.');
  elsif (v_vault is null) = (v_environment is null) then
    perform cutover_private.fail('CT001', 'Exactly one of the arguments "vault_secret" and "environment_secret" is needed.');
  elsif coalesce(v_vault, lower(v_environment)) !~ '^cutover_notify_[a-z0-9_]{1,80}$' or v_environment <> upper(v_environment) then
    perform cutover_private.fail('CT001', 'The name of the secret has to begin with cutover_notify_, in an environment with CUTOVER_NOTIFY_.',
      'Other secrets are none of a target''s business.');
  elsif cutover_private.level_rank(v_level) is null then
    perform cutover_private.fail('CT001', format('"%s" is no level.', v_level), 'Levels are info, success, warning and critical.');
  end if;
  if v_url is not null then
    perform cutover_private.check_target_url(v_url);
  end if;
  perform cutover_private.find_group(g) from unnest(v_groups) g;
  if v_vault is not null then
    if to_regclass('vault.decrypted_secrets') is null then
      perform cutover_private.fail('CT001', 'Argument vault_secret: this project has no Vault.', null, 'Give environment_secret instead.');
    elsif cutover_private.vault_secret(v_vault) is null then
      perform cutover_private.fail('CT012', format('The Vault has no secret "%s".', v_vault), null, 'select vault.create_secret(<secret>, <name>);');
    end if;
  end if;
  insert into cutover.notification_targets (name, kind, url, secret_source, secret_name, minimum_level, groups, set_by)
  values (v_name, v_kind, v_url, case when v_vault is null then 'environment' else 'vault' end, coalesce(v_vault, v_environment), v_level, v_groups,
    (select a.subject from cutover_private.actor() a))
  on conflict (name) do update set kind = excluded.kind, url = excluded.url, secret_source = excluded.secret_source, secret_name = excluded.secret_name,
    minimum_level = excluded.minimum_level, groups = excluded.groups, set_by = excluded.set_by, set_at = clock_timestamp();
  return (select to_jsonb(t) - 'id' from cutover.notification_targets t where t.name = v_name);
end
$$;

revoke all on function cutover_private.op_set_notification_target(jsonb) from public;
comment on function cutover_private.op_set_notification_target(jsonb) is
  'Operation set_notification_target {name, kind, url?, vault_secret? | environment_secret?, minimum_level?, groups?}. Raises CT001, CT004, CT012, CT020.';

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('set_notification_target', 'op_set_notification_target', 'admin', 'name', 'notification_target.set');
