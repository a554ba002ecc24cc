create table cutover.legacy_sources (
  id bigint generated always as identity primary key,
  name text not null unique check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
  kind text not null references cutover.source_kinds (name),
  server_name text,
  endpoint_description text,
  agent_version text,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  check ((kind = 'postgres') = (server_name is not null))
);

comment on table cutover.legacy_sources is 'Where legacy tables live; cutover.source_kinds says what each kind can do.';
comment on column cutover.legacy_sources.server_name is 'Foreign server whose user mapping dblink uses; the password is in the mapping, never here.';

create index legacy_sources_by_kind on cutover.legacy_sources (kind);

create table cutover.table_groups (
  id bigint generated always as identity primary key,
  name text not null unique check (name = btrim(name) and length(name) between 1 and 63),
  source_id bigint not null references cutover.legacy_sources (id),
  backlog_policy text not null default 'keep' check (backlog_policy in ('keep', 'stop_capture')),
  conflict_policy text not null default 'legacy_wins' check (conflict_policy in ('legacy_wins', 'supabase_wins')),
  rehearsed_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp()
);

comment on table cutover.table_groups is 'Tables that flip together; closed under foreign keys.';
comment on column cutover.table_groups.backlog_policy is 'What happens when the journal of a table passes its limit (rule backlog_limit). keep: it goes on growing; stop_capture: capture ends, and the group needs a new backfill.';
comment on column cutover.table_groups.conflict_policy is 'Whose row stands when both sides wrote it around an immediate rollback. Either way it is listed in cutover.replay_conflicts.';
comment on column cutover.table_groups.rehearsed_at is 'When a dry run of its cutover last went the whole way.';
create index table_groups_by_source on cutover.table_groups (source_id);

alter table cutover.freeze_windows add foreign key (group_id) references cutover.table_groups (id) on delete cascade;

create table cutover.cutover_tables (
  id bigint generated always as identity primary key,
  name text not null unique check (name = btrim(name) and length(name) between 1 and 63),
  group_id bigint not null references cutover.table_groups (id),
  source_id bigint not null references cutover.legacy_sources (id),
  legacy_schema text not null,
  legacy_table text not null,
  supabase_schema text not null,
  supabase_table text not null,
  routed_schema text,
  routed_name text,
  columns jsonb not null,
  neighbours jsonb not null default '[]',
  ignored_columns text[] not null default '{}',
  tenant_column text,
  data_class text not null default 'general' check (data_class in ('general', 'personal', 'payment')),
  automatic_rollback boolean not null default true,
  freeze_writes text not null default 'allow' check (freeze_writes in ('allow', 'refuse', 'queue')),
  position integer not null default 1,
  state text not null default 'pending' check (state in ('pending', 'ready', 'cutover', 'completed', 'rolled_back')),
  read_source text not null default 'legacy' check (read_source in ('legacy', 'supabase', 'dual')),
  write_source text not null default 'legacy' check (write_source in ('legacy', 'supabase')),
  legacy_endpoint uuid not null unique default gen_random_uuid(),
  supabase_endpoint uuid not null unique default gen_random_uuid(),
  capturing_since timestamptz,
  capture_stopped_at timestamptz,
  backfilled_at timestamptz,
  cutover_at timestamptz,
  completed_at timestamptz,
  rolled_back_at timestamptz,
  finalized_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  unique (source_id, legacy_schema, legacy_table),
  unique (supabase_schema, supabase_table),
  unique (routed_schema, routed_name),
  -- Who answers and who is the truth follow from the state; no other combination can be stored.
  check (case state
    when 'pending' then write_source = 'legacy'
    when 'ready' then write_source = 'legacy'
    when 'rolled_back' then write_source = 'legacy'
    else write_source = 'supabase' end),
  check (finalized_at is null or state = 'completed')
);

comment on table cutover.cutover_tables is 'One registered table with both its sides.';
comment on column cutover.cutover_tables.columns is 'Mapped columns in canonical order, key first: [{legacy, supabase, class, key}].';
comment on column cutover.cutover_tables.neighbours is 'Tables tied to this one by foreign keys, on either side: [{side, schema, table, parent}].';
comment on column cutover.cutover_tables.position is 'Foreign-key order within the group: parents have lower numbers than children.';
comment on column cutover.cutover_tables.capture_stopped_at is 'When capture was ended because the journal passed its limit. Until a new backfill the other side is left behind, and there is no way over or back.';
comment on column cutover.cutover_tables.freeze_writes is 'What a freeze window does to writes through the routed view: nothing; refuse them; queue them until it is over.';
comment on column cutover.cutover_tables.automatic_rollback is 'Whether a broken rule of phase rollback takes the group of this table back; set by cutover.set_automatic_rollback().';
comment on column cutover.cutover_tables.finalized_at is 'Point of no return: reverse capture is gone.';
create index cutover_tables_by_group on cutover.cutover_tables (group_id, position, name);

alter table cutover.legacy_sources enable row level security;
alter table cutover.table_groups enable row level security;
alter table cutover.cutover_tables enable row level security;
create policy operators_read on cutover.legacy_sources for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.table_groups for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.cutover_tables for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.legacy_sources, cutover.table_groups, cutover.cutover_tables to authenticated;

create table cutover.source_health (
  source_id bigint primary key references cutover.legacy_sources (id) on delete cascade,
  failures integer not null default 0,
  last_error text,
  last_error_at timestamptz,
  retry_at timestamptz,
  last_success_at timestamptz
);

comment on table cutover.source_health is 'Legacy servers that did not answer lately: how often in a row, and when the drivers try again. No row: none ever failed.';
alter table cutover.source_health enable row level security;
create policy operators_read on cutover.source_health for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.source_health to authenticated;

insert into cutover.settings (key, value, description) values
  ('legacy_timeout_seconds', '30', 'How long a legacy server may take to answer one call before it counts as away. Holding writers back, a switch waits no longer than maximum_pause_seconds.');
