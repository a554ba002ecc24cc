create table cutover.feature_flags (
  name text not null check (name ~ '^[a-z][a-z0-9_]{0,62}$'),
  environment text not null check (environment in ('development', 'staging', 'production')),
  description text not null,
  enabled boolean not null default false,
  rollout_percentage numeric(5, 2) not null default 100 check (rollout_percentage between 0 and 100),
  updated_by text,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (name, environment)
);

comment on table cutover.feature_flags is
  'What is switched on in which environment; changed with cutover.set_feature_flag(). data_migration_final: no cutover runs while it is off.';
comment on column cutover.feature_flags.rollout_percentage is
  'Share of the subjects (table groups, for data_migration_final) that an enabled flag holds for; sticky, and 5 % are part of 25 %.';

insert into cutover.feature_flags (name, environment, description)
  select 'data_migration_final', e.environment, 'Cutovers may run. While it is off, everything up to the dry run works, and rollback always does.'
    from unnest(array['development', 'staging', 'production']) e (environment);

alter table cutover.feature_flags enable row level security;
create policy operators_read on cutover.feature_flags for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.feature_flags to authenticated;
