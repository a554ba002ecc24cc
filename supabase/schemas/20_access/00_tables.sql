create table cutover.operators (
  subject text primary key check (length(subject) between 1 and 200),
  role text not null check (role in ('viewer', 'operator', 'approver', 'admin')),
  display_name text check (display_name = btrim(display_name) and length(display_name) between 1 and 100),
  granted_by text not null,
  granted_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  revoked_by text,
  revoked_at timestamptz,
  check ((revoked_at is null) = (revoked_by is null))
);

comment on table cutover.operators is
  'Who may do what. Read at every call, so that a revoked role is gone at once and a token''s age does not matter.';
comment on column cutover.operators.subject is 'The sub of a user''s token, or key:<name> for a secret key.';
comment on column cutover.operators.role is 'Each role includes those before it: viewer, operator, approver, admin.';
comment on column cutover.operators.display_name is 'What cutover.audit_trail calls the subject; null: the subject itself.';
comment on column cutover.operators.expires_at is 'From here on the role is gone, whether or not anybody revokes it; null: until it is revoked.';

insert into cutover.settings (key, value, description) values
  ('entitled_plans', '["growth", "scale", "enterprise"]',
    'Plans (app_metadata.plan of a user''s token) whose users may be operators. []: all, and those without a plan. Secret keys and the SQL editor have none.');

create table cutover_private.operations (
  name text primary key check (name ~ '^[a-z][a-z0-9_]{0,62}$'),
  -- The function cutover_private.<handler>(jsonb) returns jsonb; one that does not exist yet is fine.
  handler text not null check (handler ~ '^op_[a-z][a-z0-9_]*$'),
  minimum_role text default 'operator' check (minimum_role in ('viewer', 'operator', 'approver', 'admin')),
  mutates boolean not null default true,
  target_argument text,
  action text check (action ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$')
);

comment on table cutover_private.operations is 'What cutover.command() can do. Each handler''s file adds its row.';
comment on column cutover_private.operations.minimum_role is 'Null: not for operators alone; the handler says for whom.';
comment on column cutover_private.operations.mutates is 'Reads are audited only when they are refused.';
comment on column cutover_private.operations.target_argument is 'The argument that names what is acted on; also the kind of target in the audit log.';
comment on column cutover_private.operations.action is 'Its name in the audit log; default: the name with dots for underscores.';

create table cutover_private.commands (
  actor text not null,
  key text not null check (length(key) between 1 and 200),
  fingerprint text not null,
  operation text not null,
  created_at timestamptz not null default clock_timestamp(),
  -- Null only inside the transaction that is at work: the answer commits with its effects.
  answer jsonb,
  primary key (actor, key)
);

comment on table cutover_private.commands is
  'Idempotency: the answer that a request with a key got. The same key gets it again, for 7 days.';
create index commands_by_age on cutover_private.commands (created_at);

alter table cutover.operators enable row level security;
alter table cutover_private.operations enable row level security;
alter table cutover_private.commands enable row level security;
grant select on cutover.operators to authenticated;
