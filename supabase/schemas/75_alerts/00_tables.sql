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

-- What a watch finds.
create type cutover_private.condition as (key text, level text, title text, detail jsonb, table_id bigint, group_id bigint, run_id uuid);

create table cutover.notification_targets (
  id bigint generated always as identity primary key,
  name text not null unique check (name = btrim(name) and length(name) between 1 and 63),
  kind text not null check (kind in ('slack', 'webhook')),
  url text check (length(url) <= 2000),
  secret_source text not null check (secret_source in ('vault', 'environment')),
  secret_name text not null check (secret_name ~* '^cutover_notify_[a-z0-9_]{1,80}$'),
  minimum_level text not null default 'warning' check (minimum_level in ('info', 'success', 'warning', 'critical')),
  groups text[] check (cardinality(groups) > 0),
  set_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  check ((kind = 'webhook') = (url is not null))
);

comment on table cutover.notification_targets is 'Where alerts and daily reports are sent. Secrets are in the Vault or in the environment of the edge function, never here.';
comment on column cutover.notification_targets.url is 'Of a webhook. The address of a Slack webhook is a secret by itself: it is what secret_name leads to.';
comment on column cutover.notification_targets.secret_name is 'Its name in the Vault, or of the environment variable. Of a webhook: what its messages are signed with.';
comment on column cutover.notification_targets.groups is 'Names of the groups whose alerts it gets, besides those that concern no group; null: all.';

create table cutover.notifications (
  event_id uuid primary key default gen_random_uuid(),
  target_id bigint not null references cutover.notification_targets (id) on delete cascade,
  alert_id bigint references cutover.alerts (id) on delete cascade,
  event text not null check (event in ('raised', 'escalated', 'repeated', 'resolved', 'report')),
  payload jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  lease uuid,
  leased_until timestamptz,
  delivered_at timestamptz,
  dead_at timestamptz,
  last_error text,
  check ((event = 'report') = (alert_id is null)),
  check (delivered_at is null or dead_at is null)
);

comment on table cutover.notifications is 'The outbox: written in the transaction that raised the alert, delivered at least once by the edge function notify.';
comment on column cutover.notifications.event_id is 'The same at every attempt, so that a receiver knows what it has had already.';
comment on column cutover.notifications.lease is 'Of the worker that delivers it now; after leased_until another one may.';
comment on column cutover.notifications.dead_at is 'Since when nobody tries any more: so many attempts have failed as the setting notification_attempts allows.';
create index notifications_due on cutover.notifications (target_id, next_attempt_at) where delivered_at is null and dead_at is null;
create index notifications_by_target on cutover.notifications (target_id);
create index notifications_by_alert on cutover.notifications (alert_id);
create index notifications_by_time on cutover.notifications (created_at);

create table cutover_private.backlog_samples (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  sampled_at timestamptz not null default clock_timestamp(),
  entries bigint not null,
  primary key (table_id, sampled_at)
);

comment on table cutover_private.backlog_samples is 'How many journal entries of a table waited, every five minutes, for two days: the report of yesterday needs them.';

create table cutover_private.watched_jobs (
  name text primary key,
  seen_since timestamptz not null default clock_timestamp()
);

comment on table cutover_private.watched_jobs is 'Since when each job of pg_cron has been looked for: one that was scheduled a moment ago has not run yet.';

alter table cutover.notification_targets enable row level security;
alter table cutover.notifications enable row level security;
alter table cutover_private.backlog_samples enable row level security;
alter table cutover_private.watched_jobs enable row level security;
create policy operators_read on cutover.notification_targets for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.notifications for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.notification_targets, cutover.notifications to authenticated;

alter table cutover.alert_kinds enable row level security;
alter table cutover.alerts enable row level security;
create policy operators_read on cutover.alert_kinds for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.alerts for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.alert_kinds, cutover.alerts to authenticated;

insert into cutover.settings (key, value, description) values
  ('alert_repeat_minutes', '30', 'A critical alert that nobody acknowledges is sent again after so many minutes.'),
  ('disk_size_gb', '0', 'What the disk of this project holds; nothing here can measure it. From 80 % on there is an alert. 0: not known, not looked at.'),
  ('notification_hosts', '["hooks.slack.com"]', 'Hosts that notifications may be sent to, by their full names.'),
  ('notification_plain_http', 'false', 'Deliver over http and to private addresses, too: for the local stack, and only while environment is development.'),
  ('notification_attempts', '15', 'How often a notification is tried, less and less often, before it is given up: 15 take about eight hours.'),
  ('notify_url', '""', 'Address of the edge function notify, for pg_net: https://<project>.supabase.co/functions/v1/notify. The secret key is cutover_notify_key in the Vault.');

alter table cutover.settings add constraint alert_settings_usable check (case key
  when 'alert_repeat_minutes' then value::numeric between 1 and 1440
  when 'notification_attempts' then value::numeric between 1 and 100
  else true end);
