create table cutover.service_metrics (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  minute timestamptz not null check (minute = date_trunc('minute', minute, 'UTC')),
  reporter text not null check (length(reporter) between 1 and 200),
  requests bigint not null check (requests >= 0),
  errors bigint not null check (errors between 0 and requests),
  p95_ms numeric(12, 3) check (p95_ms >= 0),
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null,
  primary key (table_id, minute, reporter),
  check (p95_ms is not null or requests = 0)
);

comment on table cutover.service_metrics is 'What applications report of their requests to a table, a row a minute and reporter. Kept for 90 days.';
comment on column cutover.service_metrics.reporter is 'The instance that counted: its later report of a minute takes the place of the earlier one.';
create index service_metrics_by_minute on cutover.service_metrics (minute);

create table cutover.service_baselines (
  table_id bigint primary key references cutover.cutover_tables (id) on delete cascade,
  recorded_at timestamptz not null default clock_timestamp(),
  first_minute timestamptz not null,
  last_minute timestamptz not null,
  minutes integer not null,
  requests bigint not null,
  errors bigint not null,
  error_percent numeric not null,
  p95_ms numeric not null,
  requests_per_minute numeric not null
);

comment on table cutover.service_baselines is 'How a table was served before its last cutover: what the rules of the rollback compare with. Taken in the flip, from the minutes stored until then. No row: nothing had been reported.';
comment on column cutover.service_baselines.p95_ms is 'Mean of the minutes, weighed by their requests.';

alter table cutover.service_metrics enable row level security;
alter table cutover.service_baselines enable row level security;
create policy operators_read on cutover.service_metrics for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.service_baselines for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.service_metrics, cutover.service_baselines to authenticated;

insert into cutover.settings (key, value, description) values
  ('baseline_hours', '24', 'The reports of how many hours before a flip make the baseline.');
