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
  started_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);

comment on table cutover.backfills is 'Progress of the first copy of each table. last_key is where the next chunk begins, so a crash costs at most one chunk.';

create table cutover.apply_failures (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  key text[] not null,
  error_code text not null,
  error_object text,
  attempts integer not null default 1,
  first_failed_at timestamptz not null default clock_timestamp(),
  last_failed_at timestamptz not null default clock_timestamp(),
  primary key (table_id, key)
);

comment on table cutover.apply_failures is 'Rows that the receiving side refuses at present, by key, with SQLSTATE and constraint. They stay in the journal and are tried again; no flip happens while there are any.';

create table cutover.replay_conflicts (
  id bigint generated always as identity primary key,
  run_id uuid not null,
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  key text[] not null,
  error_code text not null,
  error_object text,
  recorded_at timestamptz not null default clock_timestamp()
);

comment on table cutover.replay_conflicts is 'Rows that an immediate rollback did not replay: written on legacy after the flip (CT608: legacy''s row stands), or refused there by a constraint.';
create index replay_conflicts_by_run on cutover.replay_conflicts (run_id);
create index replay_conflicts_by_table on cutover.replay_conflicts (table_id);

alter table cutover_private.pending_acknowledgements enable row level security;
alter table cutover.backfills enable row level security;
alter table cutover.apply_failures enable row level security;
alter table cutover.replay_conflicts enable row level security;
create policy operators_read on cutover.backfills for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.apply_failures for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.replay_conflicts for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.backfills, cutover.apply_failures, cutover.replay_conflicts to authenticated;
