create table cutover.read_split_halts (
  id bigint generated always as identity primary key,
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  environment text not null,
  rule_id text not null,
  value numeric not null,
  threshold numeric not null,
  sample bigint not null,
  windows integer not null,
  percentage_before numeric(5, 2) not null,
  percentage numeric(5, 2) not null,
  halted_at timestamptz not null default clock_timestamp(),
  resumed_at timestamptz,
  resumed_by text,
  resume_reason text
);

comment on table cutover.read_split_halts is 'Each time that a split of reads stepped back by itself: which rule of phase reads, what was measured, over how many windows of shadow reads.';
comment on column cutover.read_split_halts.value is 'As the last of these windows had it; sample is that of all of them.';
create index read_split_halts_by_table on cutover.read_split_halts (table_id, environment, halted_at);

create table cutover.read_ramps (
  id bigint generated always as identity primary key,
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  environment text not null,
  steps jsonb not null,
  status text not null default 'active' check (status in ('active', 'paused', 'completed', 'cancelled')),
  step integer not null default 0,
  step_since timestamptz not null default clock_timestamp(),
  next_at timestamptz,
  waits_for text,
  reason text not null,
  started_by text not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  stopped_by text,
  stop_reason text,
  check ((status in ('active', 'paused')) = (finished_at is null))
);

comment on table cutover.read_ramps is 'Reads of a table that move to supabase in steps, by themselves.';
comment on column cutover.read_ramps.steps is '[{"percentage", "hold_minutes"}], rising.';
comment on column cutover.read_ramps.step is 'The step that it stands on, counted from 1; 0: before the first.';
comment on column cutover.read_ramps.step_since is 'Evidence for the next step counts from here on.';
comment on column cutover.read_ramps.next_at is 'The next step comes not before; null: paused, or there is none.';
comment on column cutover.read_ramps.waits_for is 'What keeps it from its next step, as last seen.';
comment on column cutover.read_ramps.stopped_by is 'Who paused or cancelled it; stop_reason says why.';
create unique index read_ramps_one_unfinished on cutover.read_ramps (table_id) where finished_at is null;
create index read_ramps_by_table on cutover.read_ramps (table_id, started_at);

insert into cutover.settings (key, value, description) values
  ('shadow_read_minimum_sample', '20', 'Comparisons that it takes to judge a split of reads, to halt it or to let its ramp go up.'),
  ('shadow_read_bad_windows', '3', 'Windows of shadow reads in a row that have to break a rule before the split steps back.'),
  ('shadow_latency_floor_ms', '5', 'A 95th percentile of supabase counts as slower only beyond this many milliseconds.'),
  ('read_split_hold_off_minutes', '30', 'How long after a halt no ramp goes up.'),
  ('read_ramp_hold_minutes', '60', 'How long a ramp stays on a step, where its steps do not say.');

alter table cutover.read_split_halts enable row level security;
alter table cutover.read_ramps enable row level security;
create policy operators_read on cutover.read_split_halts for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.read_ramps for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.read_split_halts, cutover.read_ramps to authenticated;
