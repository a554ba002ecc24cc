create table cutover.rules (
  id text primary key,
  category text not null,
  title text not null,
  why text not null,
  remediation text not null,
  kind text not null check (kind in ('automatic', 'attested')),
  metric text not null,
  comparator text not null check (comparator in ('<', '<=', '=', '>=', '>')),
  threshold numeric not null,
  unit text not null,
  severity text not null check (severity in ('blocking', 'warning')),
  max_age_seconds integer not null,
  for_sources_without text check (for_sources_without in ('captures_changes', 'enforces_freeze', 'enforces_keys')),
  for_tables_with text check (for_tables_with in ('tenant_column')),
  may_be_skipped text check (may_be_skipped in ('forced', 'waived')),
  phase text not null
);

comment on table cutover.rules is 'The rule catalogue, compiled from packages/shared/src/rules.ts.';

comment on column cutover.rules.for_sources_without is 'Asked only of legacy sources that lack this capability of cutover.source_kinds; null: of all.';

comment on column cutover.rules.for_tables_with is 'Asked only of tables that have this column of cutover.cutover_tables set; null: of all.';

comment on column cutover.rules.may_be_skipped is 'waived: for a time, by an approver, or in an emergency; forced: in an emergency only, by two people; null: never, it protects from loss or exposure.';

create table cutover.rule_overrides (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  rule_id text not null references cutover.rules (id) on delete cascade,
  threshold numeric not null,
  reason text not null,
  set_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  primary key (table_id, rule_id)
);

comment on table cutover.rule_overrides is 'Thresholds that differ for one table, with who set them and why.';
create index rule_overrides_by_rule on cutover.rule_overrides (rule_id);

create table cutover.cutover_checklists (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  rule_id text not null references cutover.rules (id) on delete cascade,
  verdict text not null check (verdict in ('passed', 'failed', 'stale', 'warning', 'waived')),
  value numeric,
  threshold numeric not null,
  evidence jsonb not null default '{}',
  measured_at timestamptz,
  evaluated_at timestamptz not null default clock_timestamp(),
  attested_by text,
  expires_at timestamptz,
  primary key (table_id, rule_id)
);

comment on table cutover.cutover_checklists is 'The gates of each table: what was measured or attested, when, and the verdict.';
comment on column cutover.cutover_checklists.value is 'Null: could not be measured, which fails.';
create index cutover_checklists_by_rule on cutover.cutover_checklists (rule_id);

create table cutover.rule_waivers (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  rule_id text not null references cutover.rules (id) on delete cascade,
  reason text not null,
  waived_by text not null,
  waived_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  primary key (table_id, rule_id)
);

comment on table cutover.rule_waivers is 'What a rule finds and was accepted for one table, by whom, why, and until when.';
create index rule_waivers_by_rule on cutover.rule_waivers (rule_id);

alter table cutover.rules enable row level security;
alter table cutover.rule_overrides enable row level security;
alter table cutover.cutover_checklists enable row level security;
create policy operators_read on cutover.rules for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.rule_overrides for select to authenticated using ((select cutover_private.is_operator('viewer')));
alter table cutover.rule_waivers enable row level security;
create policy operators_read on cutover.rule_waivers for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.cutover_checklists for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.rules, cutover.rule_overrides, cutover.rule_waivers, cutover.cutover_checklists to authenticated;

create table cutover.security_expectations (
  table_id bigint primary key references cutover.cutover_tables (id) on delete cascade,
  rls_enabled boolean not null,
  rls_forced boolean not null,
  policies jsonb not null,
  grants jsonb not null,
  anon_commands text[] not null default '{}',
  tenant_claims jsonb not null default '{}',
  reason text not null,
  recorded_by text not null,
  recorded_at timestamptz not null default clock_timestamp()
);

comment on table cutover.security_expectations is 'What protected the supabase table when it was registered, or when it was recorded last: less than that is a finding.';
comment on column cutover.security_expectations.policies is 'Each policy by name, as cutover_private.security_state gives it.';
comment on column cutover.security_expectations.grants is 'The commands that anon and authenticated may use, on the table or on a column of it.';
comment on column cutover.security_expectations.anon_commands is 'What anon is meant to be able to do. Whatever else it may is a finding, even if it always could.';
comment on column cutover.security_expectations.tenant_claims is 'Claims of a tenant''s token, {tenant} standing for the tenant; {}: those of cutover_private.tenant_claims.';

insert into cutover.settings (key, value, description) values
  ('golden_latency_floor_ms', '20', 'A golden query counts as slower on supabase only beyond this many milliseconds.');

alter table cutover.security_expectations enable row level security;
create policy operators_read on cutover.security_expectations for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.security_expectations to authenticated;
