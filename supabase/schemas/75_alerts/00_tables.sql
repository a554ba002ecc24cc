create table cutover.alert_kinds (
  id text primary key,
  level text not null check (level in ('info', 'success', 'warning', 'critical')),
  title text not null,
  why text not null,
  remedy text not null,
  ends text not null check (ends in ('event', 'gone', 'acknowledged')),
  quiet_seconds integer not null,
  watched boolean not null
);

comment on table cutover.alert_kinds is 'What Cutover tells people of by itself, compiled from packages/shared/src/alerts.ts.';
comment on column cutover.alert_kinds.ends is 'event: happened, and is over at once; gone: open until its condition is gone; acknowledged: open until somebody has seen it.';
comment on column cutover.alert_kinds.quiet_seconds is 'How long the condition has to be gone before the alert is resolved.';
comment on column cutover.alert_kinds.watched is 'Whether cutover_private.watch_conditions() looks for it.';

create table cutover.alerts (
  id bigint generated always as identity primary key,
  key text not null check (length(key) between 1 and 300),
  kind text not null references cutover.alert_kinds (id),
  level text not null check (level in ('info', 'success', 'warning', 'critical')),
  title text not null,
  detail jsonb not null default '{}',
  remedy text not null,
  is_event boolean not null,
  table_id bigint references cutover.cutover_tables (id) on delete set null,
  group_id bigint references cutover.table_groups (id) on delete set null,
  -- References cutover.cutover_runs; the domain of the runs, which comes later, adds the constraint.
  run_id uuid,
  raised_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  occurrences integer not null default 1,
  escalated_at timestamptz,
  repeated_at timestamptz,
  acknowledged_by text,
  acknowledged_at timestamptz,
  acknowledgement text,
  gone_since timestamptz,
  resolved_at timestamptz,
  resolution text,
  check ((acknowledged_at is null) = (acknowledged_by is null)),
  check ((resolved_at is null) = (resolution is null))
);

comment on table cutover.alerts is 'What people were told of. One open alert a key: a condition that is seen again is counted, one that grows worse is escalated.';
comment on column cutover.alerts.key is 'What it is about: kind and name, as in backlog:orders. An event happens once a key.';
comment on column cutover.alerts.level is 'The highest that it has had since it was raised: an alert that is open never calms down, it is resolved.';
comment on column cutover.alerts.detail is 'Names, keys and numbers; never row values.';
comment on column cutover.alerts.occurrences is 'In how many transactions it was seen.';
comment on column cutover.alerts.repeated_at is 'When people were last reminded of it; a critical alert that nobody acknowledges comes again.';
comment on column cutover.alerts.gone_since is 'Since when its condition is gone. It is resolved after quiet_seconds of its kind, or the condition comes back.';
create unique index alerts_one_open on cutover.alerts (key) where is_event or resolved_at is null;
create index alerts_open on cutover.alerts (raised_at) where resolved_at is null;
create index alerts_by_time on cutover.alerts (raised_at);
create index alerts_by_kind on cutover.alerts (kind);
create index alerts_by_table on cutover.alerts (table_id);
create index alerts_by_group on cutover.alerts (group_id);
create index alerts_by_run on cutover.alerts (run_id);

alter table cutover.alert_kinds enable row level security;
alter table cutover.alerts enable row level security;
create policy operators_read on cutover.alert_kinds for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.alerts for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.alert_kinds, cutover.alerts to authenticated;

insert into cutover.settings (key, value, description) values
  ('alert_repeat_minutes', '30', 'A critical alert that nobody acknowledges is sent again after so many minutes.');
