create table cutover.read_splits (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  environment text not null check (environment in ('development', 'staging', 'production')),
  percentage numeric(5, 2) not null default 0 check (percentage between 0 and 100),
  pinned text[] not null default '{}',
  excluded text[] not null default '{}',
  salt text not null,
  halted_at timestamptz,
  halted_reason text,
  updated_by text not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (table_id, environment),
  check (not pinned && excluded),
  check ((halted_at is null) = (halted_reason is null))
);

comment on table cutover.read_splits is
  'Who reads the Supabase side of a table while its read source is dual, per environment; changed with cutover.set_read_split(). No row: nobody.';
comment on column cutover.read_splits.percentage is 'Share of the subjects that read Supabase. The feature flag data_migration_final caps it.';
comment on column cutover.read_splits.pinned is 'Subjects (tenants, users) that read Supabase whatever the percentage is, as long as the feature flag is on and no halt has taken the split to 0.';
comment on column cutover.read_splits.excluded is 'Subjects that read legacy whatever the percentage is.';
comment on column cutover.read_splits.salt is 'Tables with one salt move a subject over together; at first the name of the group.';
comment on column cutover.read_splits.halted_at is 'When the split stepped back by itself; nothing raises it until an operator resumes.';

alter table cutover.read_splits enable row level security;
create policy operators_read on cutover.read_splits for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.read_splits to authenticated;

-- Asked by every statement on a gated view, so that it has to be one look-up: what five tables say, in one row.
create table cutover_private.read_switches (
  table_name text primary key,
  table_id bigint not null,
  read_source text not null,
  write_source text not null,
  buckets integer not null,
  pinned text[] not null,
  excluded text[] not null,
  salt text not null,
  tenant_path text[] not null
);

comment on table cutover_private.read_switches is 'What cutover.read_side() decides by; follows from tables, splits, feature flag and settings, and changes in the same transaction.';
comment on column cutover_private.read_switches.buckets is 'Subjects whose bucket is below it read Supabase: hundredths of a percent, capped by the feature flag.';
alter table cutover_private.read_switches enable row level security;

insert into cutover.settings (key, value, description) values
  ('tenant_claim', '"app_metadata.tenant_id"',
    'Where a token names the tenant: the subject by whom reads are split. Without it the subject is the user (claim sub). Never a claim that users can change themselves.');
