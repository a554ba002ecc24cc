create table cutover.integrity_checks (
  job_id uuid not null references cutover.reconciliation_jobs (id) on delete cascade,
  number integer not null,
  kind text not null check (kind in ('rows', 'orphans', 'unvalidated', 'legacy_only')),
  name text not null,
  definition jsonb not null default '{}',
  verdict text check (verdict in ('passed', 'failed', 'lagging')),
  strikes integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  legacy_rows bigint,
  supabase_rows bigint,
  legacy_orphans bigint,
  supabase_orphans bigint,
  milliseconds numeric,
  finished_at timestamptz,
  primary key (job_id, number),
  check ((verdict is null) = (finished_at is null))
);

comment on table cutover.integrity_checks is 'What an integrity job has looked at. rows: as many on either side; orphans: every row that refers to another table finds its row there; unvalidated: a constraint that old rows may break; legacy_only: a promise that only legacy keeps. Names and counts, never values.';
comment on column cutover.integrity_checks.definition is 'Of orphans: columns and parent on each side, null where a side has not both tables. Of unvalidated and legacy_only: kind and definition of the constraint.';
comment on column cutover.integrity_checks.legacy_rows is 'Rows of the table; of orphans: rows that refer to a parent.';
comment on column cutover.integrity_checks.verdict is 'failed: found twice, the second time with nothing on its way; lagging: found while rows were on their way. Null: still to be looked at.';
create index integrity_checks_unfinished on cutover.integrity_checks (job_id, number) where verdict is null;

alter table cutover.integrity_checks enable row level security;
create policy operators_read on cutover.integrity_checks for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.integrity_checks to authenticated;

insert into cutover.settings (key, value, description) values
  ('integrity_hours', '24', 'Hours between two scheduled integrity jobs of a table that is captured.');
