-- What other people have written, queries and conditions, runs with this role's rights: it may read what somebody granted to it, and nothing else.
do $$
begin
  if not exists (select from pg_roles where rolname = 'cutover_reader') then
    create role cutover_reader nologin;
  end if;
end
$$;
grant cutover_reader to current_user;

create table cutover.reconciliation_jobs (
  id uuid primary key default gen_random_uuid(),
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  kind text not null check (kind in ('full', 'incremental', 'integrity')),
  status text not null default 'queued' check (status in ('queued', 'running', 'paused', 'completed', 'cancelled', 'failed')),
  trigger text not null check (trigger in ('schedule', 'request', 'run')),
  requested_by text,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz,
  retry_at timestamptz,
  chunks_total integer,
  chunks_done integer not null default 0,
  rows_legacy bigint not null default 0,
  rows_supabase bigint not null default 0,
  suspects bigint not null default 0,
  healed bigint not null default 0,
  known bigint not null default 0,
  lagging bigint not null default 0,
  missing bigint not null default 0,
  extra bigint not null default 0,
  mismatched bigint not null default 0,
  drift_percent numeric,
  findings integer,
  failures integer not null default 0,
  error jsonb,
  paused_at timestamptz,
  paused_seconds numeric not null default 0,
  stopped_by text,
  stop_reason text,
  gives_way_since timestamptz,
  check ((status in ('queued', 'running', 'paused')) = (finished_at is null)),
  check ((status = 'paused') = (paused_at is not null))
);

comment on table cutover.reconciliation_jobs is 'One comparison of the two sides of a table. full: every row; incremental: applied keys not yet verified, all open drift, and the next slice of the table. integrity: what holds between tables, see cutover.integrity_checks.';
comment on column cutover.reconciliation_jobs.rows_legacy is 'Rows compared on that side; of an incremental job those of its slice, and those among the keys it looked at.';
comment on column cutover.reconciliation_jobs.suspects is 'Keys that differed at first sight, or that an incremental job looked at. healed, lagging and the three kinds of drift are what became of them.';
comment on column cutover.reconciliation_jobs.known is 'Differed as a rule of cutover.known_differences says they may.';
comment on column cutover.reconciliation_jobs.lagging is 'Differed while their change still waited in the journal: lag, not drift.';
comment on column cutover.reconciliation_jobs.drift_percent is 'Differing rows as a percentage of the larger side. Null until the job has completed.';
comment on column cutover.reconciliation_jobs.retry_at is 'Not before this time: the legacy server could not be reached. The column error says why.';
comment on column cutover.reconciliation_jobs.failures is 'Failures that were not the legacy server''s absence; the third one fails the job.';
comment on column cutover.reconciliation_jobs.findings is 'Of an integrity job: checks that failed. Null until it has completed.';
comment on column cutover.reconciliation_jobs.paused_seconds is 'How long it was paused by operators altogether, the present pause not counted.';
comment on column cutover.reconciliation_jobs.stopped_by is 'Who paused or cancelled it; stop_reason says why.';
comment on column cutover.reconciliation_jobs.gives_way_since is 'Live changes of the group wait too long (setting reconciliation_maximum_lag_seconds): only a piece now and then is compared.';
create unique index reconciliation_jobs_one_unfinished on cutover.reconciliation_jobs (table_id, kind)
where status in ('queued', 'running', 'paused');
create index reconciliation_jobs_by_table on cutover.reconciliation_jobs (table_id, kind, status, finished_at);

create table cutover_private.reconciliation_chunks (
  job_id uuid not null references cutover.reconciliation_jobs (id) on delete cascade,
  number integer not null,
  after_key text[],
  through_key text[],
  rows_planned bigint not null check (rows_planned > 0),
  leaves integer generated always as (greatest(256, least(65536, rows_planned / 200))) stored,
  status text not null default 'queued' check (status in ('queued', 'done')),
  attempts integer not null default 0,
  rows_legacy bigint,
  rows_supabase bigint,
  suspects bigint,
  milliseconds numeric,
  finished_at timestamptz,
  primary key (job_id, number)
);

comment on table cutover_private.reconciliation_chunks is 'Key ranges of a full job, after_key < key <= through_key, null: open. Taken with skip locked, so workers share a job and a crash costs one chunk.';
comment on column cutover_private.reconciliation_chunks.leaves is 'Into how many leaves its checksums are grouped: about 200 rows each, so that few rows are read again for each that differs.';
create index reconciliation_chunks_queued on cutover_private.reconciliation_chunks (job_id, number) where status = 'queued';

create table cutover_private.reconciliation_suspects (
  job_id uuid not null references cutover.reconciliation_jobs (id) on delete cascade,
  key text not null,
  key_digest bytea not null generated always as (cutover_private.key_digest(key)) stored,
  strikes integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  verdict text check (verdict in ('healed', 'known', 'lagging', 'missing', 'extra', 'mismatched')),
  in_legacy boolean,
  in_supabase boolean,
  primary key (job_id, key_digest)
);

comment on table cutover_private.reconciliation_suspects is 'Keys (text[] literals) that an unfinished job has to look at again before it judges them; verdict null: not yet.';

create table cutover.drifted_rows (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  key text[] not null,
  key_digest bytea not null generated always as (cutover_private.key_digest(key)) stored,
  kind text not null check (kind in ('missing', 'extra', 'mismatched')),
  columns text[] not null default '{}',
  differences jsonb,
  strikes integer not null default 2,
  first_seen_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  confirmed_at timestamptz,
  resolved_at timestamptz,
  job_id uuid references cutover.reconciliation_jobs (id) on delete set null,
  primary key (table_id, key_digest)
);

comment on table cutover.drifted_rows is 'Rows that differ although nothing waits to be applied: key and column names, and hashes of the values. missing: not in supabase; extra: not in legacy.';
comment on column cutover.drifted_rows.columns is 'Columns that differ, by their name in supabase.';
comment on column cutover.drifted_rows.differences is 'Of mismatched rows: {column: {"legacy", "supabase"}}, as salted hashes (equal values have equal ones); the first 1,000 characters of the values themselves only of tables of the data class general, and only if the setting keep_drifted_values is true.';
comment on column cutover.drifted_rows.strikes is 'How often it was found different; it takes two to be confirmed.';
create index drifted_rows_open on cutover.drifted_rows (table_id, kind) where resolved_at is null;
create index drifted_rows_by_job on cutover.drifted_rows (job_id);

create table cutover_private.value_salt (
  is_only boolean primary key default true check (is_only),
  salt bytea not null
);

comment on table cutover_private.value_salt is 'What the values of drifted rows are hashed with; without it, a hash of a short value could be looked up.';
-- 244 random bits.
insert into cutover_private.value_salt (salt) select sha256(convert_to(gen_random_uuid()::text || gen_random_uuid(), 'UTF8'));

create table cutover_private.verify_queue (
  -- No foreign key: each key would lock the same row of cutover_tables, which takes as long as to note the key.
  table_id bigint not null,
  key text not null,
  key_digest bytea not null generated always as (cutover_private.key_digest(key)) stored,
  strikes integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  primary key (table_id, key_digest)
);

comment on table cutover_private.verify_queue is 'Applied keys (text[] literals) that are still to be compared on both sides.';
create index verify_queue_due on cutover_private.verify_queue (due_at);

create table cutover.verifier_checks (
  id bigint generated always as identity primary key,
  source_id bigint not null references cutover.legacy_sources (id) on delete cascade,
  checked_at timestamptz not null default clock_timestamp(),
  verdict text not null check (verdict in ('sound', 'broken', 'not checked')),
  planted jsonb not null,
  found jsonb,
  error_code text,
  milliseconds numeric not null
);

comment on table cutover.verifier_checks is 'Differences that were planted in a scratch copy, and what the verifier made of them. broken: it did not find exactly these.';
create index verifier_checks_by_source on cutover.verifier_checks (source_id, checked_at);

create table cutover.known_differences (
  id bigint generated always as identity primary key,
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  column_name text not null,
  version integer not null,
  condition text,
  owner text not null,
  expires_at timestamptz not null,
  reason text not null,
  set_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  ended_by text,
  ended_at timestamptz,
  unique (table_id, column_name, version)
);

comment on table cutover.known_differences is 'Differences of a column that are known and no drift, counted apart until they expire. A change is a new version; ended_at null: in force.';
comment on column cutover.known_differences.column_name is 'The column, by its name in supabase.';
comment on column cutover.known_differences.condition is 'An SQL condition over the two values, called legacy and supabase, both of the type that the column has in supabase; true: known. Null: every difference is.';
comment on column cutover.known_differences.owner is 'Who has to see to it that the difference goes away, or that the rule is renewed.';
create unique index known_differences_in_force on cutover.known_differences (table_id, column_name) where ended_at is null;

create table cutover.reconciliation_slices (
  table_id bigint primary key references cutover.cutover_tables (id) on delete cascade,
  after_key text[],
  rows_done bigint not null default 0,
  cycle_started_at timestamptz not null default clock_timestamp(),
  last_cycle_rows bigint,
  last_cycle_started_at timestamptz,
  last_cycle_ended_at timestamptz
);

comment on table cutover.reconciliation_slices is 'How far the incremental jobs of a table have come with its slices: each compares the next one, round and round, so that every row is compared within reconciliation_full_hours whether it changed or not.';
comment on column cutover.reconciliation_slices.after_key is 'The next slice begins after this key; null: at the first.';
comment on column cutover.reconciliation_slices.last_cycle_started_at is 'Every row has been compared since then; null: not yet all of them.';

insert into cutover.settings (key, value, description) values
  ('reconciliation_chunk_rows', '50000', 'Rows in one chunk of a reconciliation, at most.'),
  ('reconciliation_chunk_ms', '1000', 'How long a chunk should take; where rows take longer, it gets fewer of them.'),
  ('reconciliation_incremental_minutes', '15', 'Minutes between two incremental reconciliations of a captured table.'),
  ('reconciliation_full_hours', '24', 'Hours in which every row of a captured table is compared: by slices of incremental jobs, or else by a full job.'),
  ('reconciliation_slice_rows', '1000', 'Rows that an incremental job compares at least, whatever changed; a larger table needs more, to be covered in time.'),
  ('keep_drifted_values', 'false', 'Keep the values of columns that differ, of tables of the data class general. Of others, and without this, hashes are kept.'),
  ('verifier_check_hours', '24', 'Hours between two checks of the verifier itself, with planted differences.'),
  ('reconciliation_duty_percent', '100', 'Which part of the time a worker may compare. 50: after each piece it rests as long as the piece took.'),
  ('reconciliation_maximum_lag_seconds', '10', 'Comparisons slow down while the oldest live change of their group waits longer than this.');

alter table cutover.reconciliation_jobs enable row level security;
alter table cutover.verifier_checks enable row level security;
alter table cutover.known_differences enable row level security;
alter table cutover.reconciliation_slices enable row level security;
alter table cutover_private.reconciliation_chunks enable row level security;
alter table cutover_private.reconciliation_suspects enable row level security;
alter table cutover.drifted_rows enable row level security;
alter table cutover_private.value_salt enable row level security;
alter table cutover_private.verify_queue enable row level security;
create policy operators_read on cutover.reconciliation_jobs for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.verifier_checks for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.known_differences for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.reconciliation_slices for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.drifted_rows for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.verifier_checks to authenticated;
grant select on cutover.reconciliation_jobs, cutover.known_differences, cutover.reconciliation_slices, cutover.drifted_rows to authenticated;
