create table cutover.shadow_reads (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  started_at timestamptz not null,
  due_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  agreed integer not null default 0,
  mismatched integer not null default 0,
  lagging integer not null default 0,
  known integer not null default 0,
  compared integer not null generated always as (agreed + mismatched + lagging + known) stored,
  legacy_errors integer not null default 0,
  supabase_errors integer not null default 0,
  dropped integer not null default 0,
  latency_sample integer not null default 0,
  legacy_median_ms numeric,
  legacy_p95_ms numeric,
  supabase_median_ms numeric,
  supabase_p95_ms numeric,
  error jsonb,
  primary key (table_id, started_at)
);

comment on table cutover.shadow_reads is 'What was read on both sides of a table whose reads are split, a window (setting shadow_read_seconds: a minute) a row: sampled keys, keys that changed of late, and the golden queries of the group.';
comment on column cutover.shadow_reads.finished_at is 'Null: a key that differed has yet to be looked at again.';
comment on column cutover.shadow_reads.mismatched is 'Different at the second look as well, with nothing on its way.';
comment on column cutover.shadow_reads.lagging is 'Different while a change of the key was still on its way.';
comment on column cutover.shadow_reads.known is 'Different as a rule of cutover.known_differences says it may be.';
comment on column cutover.shadow_reads.dropped is 'Not read for want of time: settings shadow_read_budget_ms and shadow_read_timeout_ms.';
comment on column cutover.shadow_reads.legacy_p95_ms is 'Milliseconds of single-key reads, the way to the server included.';
create index shadow_reads_unfinished on cutover.shadow_reads (due_at) where finished_at is null;

create table cutover.shadow_mismatches (
  table_id bigint not null,
  started_at timestamptz not null,
  key text[] not null,
  key_digest bytea not null generated always as (cutover_private.key_digest(key)) stored,
  kind text not null check (kind in ('missing', 'extra', 'mismatched')),
  columns text[] not null,
  primary key (table_id, started_at, key_digest),
  foreign key (table_id, started_at) references cutover.shadow_reads (table_id, started_at) on delete cascade
);

comment on table cutover.shadow_mismatches is 'Keys that the two sides answered differently, and the columns, by window. They are drift from then on: cutover.drifted_rows has the hashes of what differs.';

create table cutover_private.shadow_suspects (
  table_id bigint not null,
  started_at timestamptz not null,
  key text not null,
  key_digest bytea not null generated always as (cutover_private.key_digest(key)) stored,
  primary key (table_id, started_at, key_digest),
  foreign key (table_id, started_at) references cutover.shadow_reads (table_id, started_at) on delete cascade
);

comment on table cutover_private.shadow_suspects is 'Keys (text[] literals) that differed at the first look of an unfinished window.';

create table cutover_private.recent_keys (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  key text not null,
  key_digest bytea not null generated always as (cutover_private.key_digest(key)) stored,
  primary key (table_id, key_digest)
);

comment on table cutover_private.recent_keys is 'A few keys (text[] literals) that were applied of late, for the next shadow read of a table whose reads are split.';

insert into cutover.settings (key, value, description) values
  ('shadow_read_seconds', '60', 'How long a window of shadow reads is: once in each, a table whose reads are split is read on both sides.'),
  ('shadow_read_keys', '100', 'Keys that one window of shadow reads looks at, at most; up to 20 of them are timed.'),
  ('shadow_read_budget_ms', '500', 'How long the shadow reads of a table may take in one window. What does not fit is dropped, and counted.'),
  ('shadow_read_timeout_ms', '1000', 'How long one shadow read may wait for a lock or for the legacy server.');

alter table cutover.shadow_reads enable row level security;
alter table cutover.shadow_mismatches enable row level security;
alter table cutover_private.shadow_suspects enable row level security;
alter table cutover_private.recent_keys enable row level security;
create policy operators_read on cutover.shadow_reads for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.shadow_mismatches for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.shadow_reads, cutover.shadow_mismatches to authenticated;
