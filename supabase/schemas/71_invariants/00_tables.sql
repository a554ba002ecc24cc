create table cutover.invariants (
  id bigint generated always as identity primary key,
  name text not null check (name = btrim(name) and length(name) between 1 and 63),
  group_id bigint not null references cutover.table_groups (id) on delete cascade,
  sql text not null,
  timeout_seconds integer not null check (timeout_seconds between 1 and 60),
  reason text not null,
  registered_by text not null,
  registered_at timestamptz not null default clock_timestamp(),
  ended_by text,
  ended_at timestamptz,
  checked_at timestamptz,
  rows_found integer,
  error text
);

comment on table cutover.invariants is 'Queries over the tables of supabase that must give no row. A change is a new one; ended_at null: in use.';
comment on column cutover.invariants.rows_found is 'Rows that the last look has found, counted up to 1000; null if it failed: see error. Never the rows.';
create unique index invariants_in_use on cutover.invariants (name) where ended_at is null;
create index invariants_by_group on cutover.invariants (group_id);

alter table cutover.invariants enable row level security;
create policy operators_read on cutover.invariants for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.invariants to authenticated;
