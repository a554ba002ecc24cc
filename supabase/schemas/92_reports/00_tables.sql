create table cutover.daily_reports (
  id bigint generated always as identity primary key,
  day date not null,
  table_name text,
  table_id bigint references cutover.cutover_tables (id) on delete set null,
  state text,
  rows_compared bigint not null,
  drifted bigint not null,
  drift_percent numeric not null,
  drift_trend text not null check (drift_trend in ('first', 'rising', 'steady', 'falling')),
  backlog_entries bigint,
  backlog_highest bigint,
  write_pauses_ms numeric[] not null,
  alerts jsonb not null,
  incidents jsonb not null,
  audit_seq bigint not null,
  audit_hash text not null,
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null
);

comment on table cutover.daily_reports is 'How each day (UTC) went: a row for each table, and one for everything. Made by pg_cron soon after midnight; made again, it takes the place of the first.';
comment on column cutover.daily_reports.table_name is 'Null: the row for everything.';
comment on column cutover.daily_reports.state is 'When the report was made; of everything: how many tables are in which.';
comment on column cutover.daily_reports.drifted is 'Rows that differed at the end of the day.';
comment on column cutover.daily_reports.drift_percent is 'Of the rows of the larger side, as the last full comparison counted them.';
comment on column cutover.daily_reports.drift_trend is 'Against the report of the day before it.';
comment on column cutover.daily_reports.backlog_entries is 'Journal entries that waited when they were last counted on that day.';
comment on column cutover.daily_reports.write_pauses_ms is 'How long writers waited at each switch of the day.';
comment on column cutover.daily_reports.alerts is 'How many were raised, by level.';
comment on column cutover.daily_reports.incidents is 'Critical alerts, rollbacks, and runs that ended without a switch.';
comment on column cutover.daily_reports.audit_seq is 'Head of the audit log when the report was made, with audit_hash: what cutover.verify_audit_log() checks.';
create unique index daily_reports_by_day on cutover.daily_reports (day, coalesce(table_name, ''));
create index daily_reports_by_table on cutover.daily_reports (table_id);

alter table cutover.daily_reports enable row level security;
create policy operators_read on cutover.daily_reports for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.daily_reports to authenticated;

insert into cutover.settings (key, value, description) values
  ('data_controller', '""', 'Name and contact of who is responsible for the personal data, for the record of processing (GDPR, article 30).');
