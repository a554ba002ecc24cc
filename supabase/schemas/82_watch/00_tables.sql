create table cutover.watch_results (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  rule_id text not null references cutover.rules (id) on delete cascade,
  verdict text not null check (verdict in ('holds', 'broken', 'unknown')),
  value numeric,
  threshold numeric not null,
  evidence jsonb not null default '{}',
  verdict_since timestamptz not null default clock_timestamp(),
  looked_at timestamptz not null default clock_timestamp(),
  primary key (table_id, rule_id)
);

comment on table cutover.watch_results is 'What is watched after a switch: the rules of the phases monitoring, rollback and completion, as the monitor last judged them.';
comment on column cutover.watch_results.verdict is 'unknown: not measured, or by too few requests or rows to say. It triggers nothing and completes nothing.';
create index watch_results_by_rule on cutover.watch_results (rule_id);

create table cutover_private.watches (
  group_id bigint primary key references cutover.table_groups (id) on delete cascade,
  due_at timestamptz not null default clock_timestamp(),
  completion_due_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  retry_at timestamptz,
  last_refusal text,
  blind_looks integer not null default 0
);

comment on table cutover_private.watches is 'Groups that are watched since their flip, and the attempts to take them back.';
comment on column cutover_private.watches.blind_looks is 'How many looks in a row have failed, or could not measure a rule for an error.';
comment on column cutover_private.watches.retry_at is 'Not before this time is another automatic rollback tried.';

create table cutover_private.security_watches (
  table_id bigint primary key references cutover.cutover_tables (id) on delete cascade,
  findings_at_flip text[] not null,
  probed_at timestamptz,
  probe_findings text[] not null default '{}'
);

comment on table cutover_private.security_watches is 'What was wrong with the protection of a table when it was switched: only what came later takes the group back.';

create table cutover_private.audit_looks (
  id boolean primary key default true check (id),
  looked_at timestamptz,
  took interval not null default '0',
  problem text
);

comment on table cutover_private.audit_looks is 'What the last look at the whole audit chain found, one for all watched groups: to read it takes seconds once it is long.';
insert into cutover_private.audit_looks default values;

create table cutover.completions (
  table_id bigint primary key references cutover.cutover_tables (id) on delete cascade,
  since timestamptz not null,
  missing text[] not null,
  broke_at timestamptz,
  broke_because text,
  looked_at timestamptz not null default clock_timestamp()
);

comment on table cutover.completions is 'How far a table is on the way to completed: since when every criterion has held, and what is missing.';
comment on column cutover.completions.since is 'The time of the cutover, or when a criterion was last found broken: from then on the hours count.';
create view cutover.completion_progress with (security_invoker = true) as
select
  g.name as group_name,
  t.name as table_name,
  t.state,
  c.since,
  round(extract(epoch from clock_timestamp() - c.since) / 3600, 2) as hours_held,
  c.missing,
  c.broke_at,
  c.broke_because,
  c.looked_at,
  t.completed_at
from cutover.completions c
join cutover.cutover_tables t on t.id = c.table_id
join cutover.table_groups g on g.id = t.group_id;

comment on view cutover.completion_progress is 'Each table that was switched: since when all criteria of completion have held, what is missing, and why the time last began anew.';

alter table cutover.watch_results enable row level security;
alter table cutover.completions enable row level security;
alter table cutover_private.watches enable row level security;
alter table cutover_private.security_watches enable row level security;
alter table cutover_private.audit_looks enable row level security;
create policy operators_read on cutover.watch_results for select to authenticated using ((select cutover_private.is_operator('viewer')));
create policy operators_read on cutover.completions for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.watch_results, cutover.completions, cutover.completion_progress to authenticated;

insert into cutover.settings (key, value, description) values
  ('finalize_soak_hours', '72', 'Hours between the completion of a cutover and the earliest time at which its way back may be removed.'),
  ('watch_minimum_requests', '100', 'Requests that the last three reported minutes, and the baseline, must have for their latency or errors to count.'),
  ('watch_minimum_rows', '100', 'Rows that a table must have for its drift to take a group back.'),
  ('security_probe_seconds', '60', 'Seconds between two looks at a switched table that act as its tenants, and between two that read the whole audit chain. What catalogs tell is looked at every 5 seconds.');

-- None of them may switch off by its size what they tune.
alter table cutover.settings add constraint watch_settings_usable check (case key
  when 'finalize_soak_hours' then value::numeric <= 8760
  when 'watch_minimum_requests' then value::numeric between 1 and 100000
  when 'watch_minimum_rows' then value::numeric between 1 and 1000000
  when 'security_probe_seconds' then value::numeric <= 3600
  when 'golden_latency_floor_ms' then value::numeric <= 10000
  when 'baseline_hours' then value::numeric between 1 and 168
  else true end);
