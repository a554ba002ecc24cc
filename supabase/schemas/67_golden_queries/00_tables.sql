create table cutover.golden_queries (
  id bigint generated always as identity primary key,
  name text not null check (name = btrim(name) and length(name) between 1 and 63),
  version integer not null default 1,
  group_id bigint not null references cutover.table_groups (id) on delete cascade,
  legacy_sql text not null,
  supabase_sql text not null,
  is_ordered boolean not null,
  timeout_seconds integer not null check (timeout_seconds between 1 and 300),
  reason text not null,
  registered_by text not null,
  registered_at timestamptz not null default clock_timestamp(),
  ended_by text,
  ended_at timestamptz,
  unique (name, version)
);

comment on table cutover.golden_queries is 'Pairs of queries, one a side, that have to give the same rows. A change is a new version; ended_at null: in use.';
comment on column cutover.golden_queries.is_ordered is 'The order of the rows counts, too.';
create unique index golden_queries_in_use on cutover.golden_queries (name) where ended_at is null;
create index golden_queries_by_group on cutover.golden_queries (group_id);

create table cutover.golden_query_runs (
  id uuid primary key default gen_random_uuid(),
  query_id bigint not null references cutover.golden_queries (id) on delete cascade,
  trigger text not null check (trigger in ('schedule', 'request', 'shadow', 'watch')),
  requested_by text,
  created_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null default clock_timestamp(),
  strikes integer not null default 0,
  verdict text check (verdict in ('equal', 'different', 'lagging', 'failed')),
  legacy_rows bigint,
  supabase_rows bigint,
  legacy_fingerprint text,
  supabase_fingerprint text,
  legacy_ms numeric,
  supabase_ms numeric,
  legacy_scans text[],
  supabase_scans text[],
  error jsonb,
  finished_at timestamptz,
  check ((verdict is null) = (finished_at is null))
);

comment on table cutover.golden_query_runs is 'What became of each run of a golden query: rows, hash and time on either side, never values. verdict null: waits, or is tried again.';
comment on column cutover.golden_query_runs.verdict is 'different: twice, the second time with nothing on its way; lagging: while rows of the group were on their way; failed: see error.';
comment on column cutover.golden_query_runs.trigger is 'shadow: for the shadow reads of a group whose reads are split; watch: timed after a switch, because no application reports.';
comment on column cutover.golden_query_runs.supabase_scans is 'Tables that the plan reads from end to end; on supabase of a megabyte and more. Null: not known.';
create unique index golden_query_runs_one_unfinished on cutover.golden_query_runs (query_id) where verdict is null;
create index golden_query_runs_by_query on cutover.golden_query_runs (query_id, created_at);

insert into cutover.settings (key, value, description) values
  ('golden_query_hours', '24', 'Hours between two scheduled runs of a golden query.');

alter table cutover.golden_queries enable row level security;
alter table cutover.golden_query_runs enable row level security;
create policy operators_read on cutover.golden_queries for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.golden_query_runs for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.golden_queries, cutover.golden_query_runs to authenticated;
