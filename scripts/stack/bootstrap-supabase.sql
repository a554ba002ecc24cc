-- What a hosted Supabase project has before the first migration. Run as supabase_admin, the only superuser.
-- bootstrap.ts replaces the passwords.

-- Roles and their limits as hosted. A hosted project's postgres is no superuser either.
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit password :'password';
create role postgres login nosuperuser createdb createrole replication bypassrls password :'password';
grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, authenticator to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter database postgres owner to postgres;
alter database postgres set search_path = "$user", public, extensions;
grant usage on schema public to anon, authenticated, service_role;

-- Extensions. Hosted, the extension supautils lets postgres create the allowed ones itself; here it is not installed, so
-- supabase_admin stands in for it and leaves the same rights behind. A migration's `create extension if not exists` finds them.
create schema extensions authorization postgres;
grant usage on schema extensions to public;
create extension pgcrypto schema extensions;
create extension dblink schema extensions;
create extension postgres_fdw schema extensions;
create extension pgtap schema extensions;
create extension plpgsql_check schema extensions;
do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_stat_statements') then
    create extension pg_stat_statements schema extensions;
  end if;
end
$$;
grant usage on foreign data wrapper postgres_fdw, dblink_fdw to postgres with grant option;
create extension pg_cron schema pg_catalog;
grant usage on schema cron to postgres with grant option;
grant execute on all functions in schema cron to postgres with grant option;
grant all on all tables in schema cron to postgres with grant option;
-- Jobs change through pg_cron's functions only.
revoke all on table cron.job from postgres;
grant select on table cron.job to postgres with grant option;

-- Supabase Auth, as far as SQL sees it.
create schema auth authorization supabase_admin;
grant usage on schema auth to anon, authenticated, service_role, postgres;
create table auth.users (
  id uuid primary key,
  email text,
  raw_app_meta_data jsonb not null default '{}',
  is_anonymous boolean not null default false,
  created_at timestamptz not null default now()
);
grant select, insert, update, delete, references on auth.users to postgres;
create function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')
  )::uuid
$$;
create function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
  )::text
$$;
create function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
  )::text
$$;
create function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

-- Stands in for the extension supabase_vault, which Debian does not have: the same names, the secrets unencrypted. It belongs to
-- postgres, so that a test can take it away.
create schema vault authorization postgres;
create table vault.secrets (
  id uuid primary key default gen_random_uuid(),
  name text unique,
  description text not null default '',
  secret text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create view vault.decrypted_secrets as
  select id, name, description, secret, secret as decrypted_secret, created_at, updated_at from vault.secrets;
create function vault.create_secret(new_secret text, new_name text default null, new_description text default '')
returns uuid language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into vault.secrets (secret, name, description) values (new_secret, new_name, new_description) returning id
$$;
revoke all on function vault.create_secret(text, text, text) from public;
grant usage on schema vault to service_role;
grant select, delete on vault.secrets, vault.decrypted_secrets to postgres, service_role;
grant execute on function vault.create_secret(text, text, text) to postgres, service_role;
