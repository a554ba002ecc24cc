-- The password comes from Vault where the project has it; where not, that is said.
\ir setup.inc
select plan(3);
create function pg_temp.source() returns text[] language sql as $$
  select pg_temp.refusal(cutover.register_legacy_source('vaulted', 'postgres', '127.0.0.1', 1, 'shop', 'agent', p_vault_secret => 'legacy'))
$$;
select is((pg_temp.source())[1:2], array['CT001', 'The password of the legacy server is missing.'], 'a Vault without the secret');
select vault.create_secret('hidden', 'legacy');
select is((pg_temp.source())[1], 'CT501', 'with it, the connection is tried');
drop schema vault cascade;
select is(pg_temp.source(), array['CT001', 'Argument vault_secret: this project has no Vault.', null, 'Give password instead.'], 'that there is none is what the refusal says');
select * from finish();
rollback;
