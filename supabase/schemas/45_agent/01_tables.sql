create table if not exists cutover_agent.endpoints (
  id uuid primary key,
  number integer generated always as identity unique,
  schema_name text not null,
  table_name text not null,
  relation oid not null,
  columns text[] not null,
  types text[] not null,
  classes text[] not null,
  key_length integer not null check (key_length between 1 and 32),
  generated boolean[] not null,
  identity_always boolean[] not null,
  suspended_triggers text[] not null default '{}',
  partitions oid[] not null default '{}',
  controls_writes boolean not null default true,
  enforces_key boolean not null default true,
  installed_at timestamptz not null default clock_timestamp()
);

comment on table cutover_agent.endpoints is 'One registered table on this side. Arrays are in canonical order, key columns first; position n means the same column on both sides.';
comment on column cutover_agent.endpoints.classes is 'How column n is compared, agreed for both sides (integer, numeric, text, ...): see cutover_agent.canonical_expression.';
comment on column cutover_agent.endpoints.suspended_triggers is 'User triggers that are disabled while this side receives: table (schema.name, quoted), trigger name and former state, in turn.';
comment on column cutover_agent.endpoints.partitions is 'The partitions, of all levels, that are known: rows that come or go with a partition pass no trigger.';
comment on column cutover_agent.endpoints.controls_writes is 'Writes can be captured, held and refused on this table. False for a foreign table: others write its rows where this database does not see it.';
comment on column cutover_agent.endpoints.enforces_key is 'The key is a constraint that ON CONFLICT can use. False for a foreign table: the key is what its registration says.';

create table if not exists cutover_agent.journal (
  id bigint generated always as identity,
  -- No foreign key: each write would lock the same endpoint row.
  endpoint_number integer not null,
  key text[],
  recorded_at timestamptz not null default now(),
  -- The next page of one table costs the same however much waits in it, or in others.
  primary key (endpoint_number, id)
);

comment on table cutover_agent.journal is 'Keys that changed and are not yet applied on the other side, written in the writer''s own transaction. A null key stands for TRUNCATE.';

-- By hash: a key can be too long for an index as text, and the writer whom capture fails would pay for it.
create index if not exists journal_by_key on cutover_agent.journal (endpoint_number, hash_array_extended(key, 0));

create table if not exists cutover_agent.appliers (
  transaction_id xid8 primary key
);

comment on table cutover_agent.appliers is 'Transactions that the guard lets through. A row lives only inside the applying transaction, so no other session ever sees one.';

create table if not exists cutover_agent.blocks (
  endpoint_id uuid primary key references cutover_agent.endpoints (id) on delete cascade,
  token uuid not null,
  expires_at timestamptz,
  epoch bigint not null,
  reason text not null,
  blocked_at timestamptz not null default clock_timestamp()
);

comment on table cutover_agent.blocks is 'Why a guard refuses writes. expires_at null: for good, until released. epoch: the value of block_epoch when the row was last written.';

-- Read without a snapshot, so that a REPEATABLE READ writer can tell that the block it sees is not the newest one.
create sequence if not exists cutover_agent.block_epoch;

comment on sequence cutover_agent.block_epoch is 'Counts every change of cutover_agent.blocks.';

create table if not exists cutover_agent.fences (
  endpoint_id uuid primary key references cutover_agent.endpoints (id) on delete cascade,
  number bigint not null
);

comment on table cutover_agent.fences is 'The newest call that has written each table from another server. An older one that was given up, and reaches this server late, is refused.';

create sequence if not exists cutover_agent.fence_number;

comment on sequence cutover_agent.fence_number is 'Numbers the calls that write tables from another server.';

alter table cutover_agent.endpoints enable row level security;
alter table cutover_agent.fences enable row level security;
alter table cutover_agent.journal enable row level security;
alter table cutover_agent.appliers enable row level security;
alter table cutover_agent.blocks enable row level security;
revoke all on all tables in schema cutover_agent from public;
revoke all on all sequences in schema cutover_agent from public;
