create or replace function cutover_private.vault_secret(p_name text)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_secret text;
begin
  if to_regclass('vault.decrypted_secrets') is not null then
    execute 'select decrypted_secret from vault.decrypted_secrets where name = $1' into v_secret using p_name;
  end if;
  return v_secret;
end
$$;

revoke all on function cutover_private.vault_secret(text) from public;
comment on function cutover_private.vault_secret(text) is 'A secret of the Vault by its name; null where there is none, or no Vault. For the owner''s connection only.';
