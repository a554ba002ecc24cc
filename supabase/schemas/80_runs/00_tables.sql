create table cutover.cutover_runs (
  id uuid primary key default gen_random_uuid(),
  group_id bigint not null references cutover.table_groups (id) on delete cascade,
  kind text not null check (kind in ('cutover', 'rollback')),
  mode text not null default 'drain' check (mode in ('drain', 'immediate')),
  status text not null default 'running' check (status in ('running', 'releasing', 'completed', 'released')),
  step text not null default 'preflight' check (step in ('preflight', 'block_writes', 'release', 'replay', 'monitor')),
  token uuid not null default gen_random_uuid(),
  fallback_hours integer,
  conflict_policy text check (conflict_policy in ('legacy_wins', 'supabase_wins')),
  reason text,
  skipped_rules text[] not null default '{}',
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  heartbeat_at timestamptz not null default clock_timestamp(),
  deadline_at timestamptz not null,
  finished_at timestamptz,
  error jsonb,
  result jsonb not null default '{}',
  check ((finished_at is not null) = (status in ('completed', 'released')))
);

comment on table cutover.cutover_runs is 'One execution of a cutover or rollback. The row holds the intent before anything happens; completed: switched, released: nothing was switched.';
comment on column cutover.cutover_runs.step is 'What the next advance does. block_writes covers everything up to and including the flip: one transaction.';
comment on column cutover.cutover_runs.conflict_policy is 'Mode immediate: whose row stands where both sides wrote.';
comment on column cutover.cutover_runs.token is 'Fencing token: blocks on the legacy server are this run''s only while they carry it.';
comment on column cutover.cutover_runs.skipped_rules is 'Rules that this run passes over, as two people have agreed: cutover.force_requests.';
create unique index one_run_a_group on cutover.cutover_runs (group_id) where status in ('running', 'releasing');
create index cutover_runs_by_group on cutover.cutover_runs (group_id, requested_at);

create table cutover.cutover_run_steps (
  id bigint generated always as identity primary key,
  run_id uuid not null references cutover.cutover_runs (id) on delete cascade,
  step text not null check (step in ('preflight', 'block_writes', 'drain', 'verify', 'sequences', 'flip', 'release', 'replay', 'monitor')),
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  outcome text not null default 'started' check (outcome in ('started', 'done', 'failed')),
  detail jsonb not null default '{}'
);

comment on table cutover.cutover_run_steps is 'The steps that a run went through; block_writes to flip appear together, when their transaction commits.';
create index cutover_run_steps_by_run on cutover.cutover_run_steps (run_id, id);

create table cutover.force_requests (
  id uuid primary key default gen_random_uuid(),
  group_id bigint not null references cutover.table_groups (id) on delete cascade,
  rules text[] not null check (cardinality(rules) > 0),
  reason text not null,
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  approved_by text check (approved_by <> requested_by),
  approved_at timestamptz,
  run_id uuid references cutover.cutover_runs (id) on delete set null,
  used_at timestamptz
);

comment on table cutover.force_requests is 'Emergencies: which rules the next cutover of a group may pass over, who asked for it and why, who agreed. Good for one run.';
create index force_requests_by_group on cutover.force_requests (group_id);
create index force_requests_by_run on cutover.force_requests (run_id);

alter table cutover.force_requests enable row level security;
create policy operators_read on cutover.force_requests for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.force_requests to authenticated;

alter table cutover.cutover_runs enable row level security;
alter table cutover.cutover_run_steps enable row level security;
create policy operators_read on cutover.cutover_runs for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.cutover_run_steps for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.cutover_runs, cutover.cutover_run_steps to authenticated;

alter table cutover.replay_conflicts add foreign key (run_id) references cutover.cutover_runs (id) on delete cascade;
alter table cutover.alerts add foreign key (run_id) references cutover.cutover_runs (id) on delete set null;

insert into cutover.settings (key, value, description) values
  ('target_pause_ms', '400', 'A switch begins when draining what waits is expected to take no longer than this.'),
  ('maximum_pause_seconds', '10', 'How long writers may wait in a switch before it gives up and releases them.'),
  ('final_comparison_seconds', '120', 'How long the last comparison of a group may take whose legacy source has no capture. Its routed views wait meanwhile.'),
  ('barrier_give_up_seconds', '15', 'How long a switch tries to get the barrier, in attempts of 150 ms, before it gives up.'),
  ('force_minutes', '120', 'How long a request for force may be agreed to and used.'),
  ('run_deadline_seconds', '600', 'How long a run may work the backlog down before it gives up.'),
  ('sequence_margin', '1000', 'How far beyond the furthest value sequences are set at a flip, in steps of their increment.');

alter table cutover.settings add constraint run_settings_usable check (case key
  when 'maximum_pause_seconds' then value::numeric <= 600
  -- Two people agree to one cutover soon, not to one next month.
  when 'force_minutes' then value::numeric between 1 and 1440
  else true end);
