create table cutover.error_codes (
  code text primary key check (code ~ '^CT[0-9]{3}$'),
  name text not null unique,
  http_status integer not null check (http_status between 400 and 599),
  title text not null,
  remedy text not null
);

comment on table cutover.error_codes is
  'Every error that Cutover raises: SQLSTATE, name, HTTP status, what happened and what to do. Compiled from packages/shared/src/errors.ts.';

create table cutover.settings (
  key text primary key check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  value jsonb not null,
  description text not null,
  -- What identifies the installation must stay as it is: audit anchors that left the database name it.
  changeable boolean not null default true,
  updated_by text,
  updated_at timestamptz not null default clock_timestamp(),
  constraint environment_known check (
    key <> 'environment' or value in ('"development"', '"staging"', '"production"')
  ),
  constraint tenant_claim_is_not_the_users_own check (
    key <> 'tenant_claim' or (value #>> '{}' ~ '^[^.]+([.][^.]+)*$' and split_part(value #>> '{}', '.', 1) <> 'user_metadata')
  ),
  -- What reads a setting relies on it: beyond this it would fail where nobody looks, in the monitor.
  constraint number_usable check (case jsonb_typeof(value)
    when 'number' then value::numeric between 0 and 1000000000 and (value::numeric = trunc(value::numeric) or key = 'disk_size_gb') else true end)
);

comment on table cutover.settings is 'Settings of this installation, changed with cutover.set_setting(key, value).';
comment on column cutover.settings.value is 'Always of the JSON type that it was installed with.';

insert into cutover.settings (key, value, description, changeable) values
  ('environment', '"development"', 'Which environment this project is: development, staging or production. Feature flags are looked up for it.', true),
  ('installation', to_jsonb(gen_random_uuid()), 'Identity of this installation: the origin of its audit anchors.', false),
  ('claims_trusted_roles', '["authenticator"]',
    'Database roles whose sessions set request.jwt.claims after checking a token. Claims in anybody else''s session are ignored.', true);

alter table cutover.error_codes enable row level security;
alter table cutover.settings enable row level security;
grant select on cutover.error_codes, cutover.settings to authenticated;
