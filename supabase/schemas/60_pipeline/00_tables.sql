create table cutover_private.pending_acknowledgements (
  id bigint generated always as identity primary key,
  group_id bigint not null references cutover.table_groups (id) on delete cascade,
  journal_ids bigint[] not null,
  transaction_id xid8 not null default pg_current_xact_id()
);

comment on table cutover_private.pending_acknowledgements is 'Journal entries of the legacy server whose apply commits together with this row. They are taken off that journal only afterwards; a crash in between applies them again.';
create index pending_acknowledgements_by_group on cutover_private.pending_acknowledgements (group_id);

create table cutover.backfills (
  table_id bigint primary key references cutover.cutover_tables (id) on delete cascade,
  status text not null default 'running' check (status in ('running', 'completed')),
  last_key text[],
  rows_done bigint not null default 0,
  rows_estimated bigint not null default 0,
  chunk_rows integer not null default 1000,
  rows_per_second numeric,
  finishes_at timestamptz,
  paused_since timestamptz,
  next_chunk_at timestamptz not null default '-infinity',
  started_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);

comment on table cutover.backfills is 'Progress of the first copy of each table. last_key is where the next chunk begins, so a crash costs at most one chunk.';
comment on column cutover.backfills.rows_per_second is 'Of late: a moving average, pauses included.';
comment on column cutover.backfills.finishes_at is 'Estimate, from rows_estimated and rows_per_second.';
comment on column cutover.backfills.paused_since is 'Since when it gives way to live changes, which lag behind more than the setting backfill_maximum_lag_seconds; null: it does not.';

create table cutover.apply_failures (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  key text[] not null,
  key_digest bytea not null generated always as (cutover_private.key_digest(key)) stored,
  error_code text not null,
  error_object text,
  attempts integer not null default 1,
  first_failed_at timestamptz not null default clock_timestamp(),
  last_failed_at timestamptz not null default clock_timestamp(),
  primary key (table_id, key_digest)
);

comment on table cutover.apply_failures is 'Rows that the receiving side refuses at present, by key, with SQLSTATE and constraint. They stay in the journal and are tried again; no flip happens while there are any.';

create table cutover.replay_conflicts (
  id bigint generated always as identity primary key,
  run_id uuid not null,
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  key text[] not null,
  error_code text not null,
  error_object text,
  resolution text not null check (resolution in ('legacy_wins', 'supabase_wins')),
  recorded_at timestamptz not null default clock_timestamp()
);

comment on table cutover.replay_conflicts is 'Rows around an immediate rollback that both sides wrote (CT608), or that a constraint of legacy refused (its SQLSTATE). No values: the row that lost was on the side that lost.';
comment on column cutover.replay_conflicts.resolution is 'Whose row stands, by the run''s conflict policy. A row that legacy refuses cannot win.';
create index replay_conflicts_by_run on cutover.replay_conflicts (run_id);
create index replay_conflicts_by_table on cutover.replay_conflicts (table_id);

create table cutover.backlogs (
  table_id bigint primary key references cutover.cutover_tables (id) on delete cascade,
  side text not null check (side in ('legacy', 'supabase')),
  entries bigint not null,
  oldest_at timestamptz,
  level text not null default 'normal' check (level in ('normal', 'alarm', 'over_limit')),
  level_since timestamptz not null default clock_timestamp(),
  reasons text[] not null default '{}',
  measured_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null default clock_timestamp()
);

comment on table cutover.backlogs is 'What waits in the journal of each table, as last measured: journal entries on the side that is the truth, and since when the oldest waits.';
comment on column cutover.backlogs.level is 'Judged by the rules of phase monitoring: alarm (backlog_age_alarm, backlog_size_alarm), over_limit (backlog_limit).';
comment on column cutover.backlogs.due_at is 'When to measure again. Counting a long journal takes its time, so it is done less often.';

alter table cutover.backlogs enable row level security;
create policy operators_read on cutover.backlogs for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.backlogs to authenticated;

create table cutover.apply_rates (
  group_id bigint primary key references cutover.table_groups (id) on delete cascade,
  rows_per_second numeric not null,
  measured_at timestamptz not null default clock_timestamp()
);

comment on table cutover.apply_rates is 'How fast changes of a group were last applied, in a round of 500 rows or more.';

alter table cutover.apply_rates enable row level security;
create policy operators_read on cutover.apply_rates for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.apply_rates to authenticated;

alter table cutover_private.pending_acknowledgements enable row level security;
alter table cutover.backfills enable row level security;
alter table cutover.apply_failures enable row level security;
alter table cutover.replay_conflicts enable row level security;
create policy operators_read on cutover.backfills for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.apply_failures for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.replay_conflicts for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.backfills, cutover.apply_failures, cutover.replay_conflicts to authenticated;

insert into cutover.settings (key, value, description) values
  ('backfill_chunk_ms', '500', 'How long a chunk of a backfill should take; the number of rows adapts. Live changes wait for the end of a chunk.'),
  ('backfill_duty_percent', '100', 'Which part of the time a backfill may be at work. 50: after each chunk it rests as long as the chunk took.'),
  ('backfill_maximum_lag_seconds', '10', 'A backfill pauses while the oldest live change of its group waits longer than this.');
