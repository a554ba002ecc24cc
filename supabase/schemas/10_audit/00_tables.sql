create table cutover.cutover_audit_log (
  seq bigint primary key check (seq > 0),
  recorded_at timestamptz not null,
  transaction_id bigint not null,
  actor text not null,
  actor_role text,
  actor_label text,
  on_behalf_of text,
  request_id text,
  client_address text,
  action text not null,
  outcome text not null check (outcome in ('started', 'done', 'refused', 'failed')),
  target_kind text,
  target text,
  detail jsonb not null,
  duration_ms numeric(14, 3),
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);

comment on table cutover.cutover_audit_log is
  'Who did what, when, from where and with what result; refusals too. Append-only for everyone; each row''s hash covers its content and the hash before it. Check it with cutover.verify_audit_log().';
comment on column cutover.cutover_audit_log.seq is 'Position in the chain, without gaps: the order in which the transactions committed.';
comment on column cutover.cutover_audit_log.recorded_at is 'When it happened; seq follows the commits, so neighbours may be out of order by the length of a transaction.';
comment on column cutover.cutover_audit_log.actor is 'Subject of the token, key:<name>, database:<role>, or anonymous.';
comment on column cutover.cutover_audit_log.actor_label is 'What the caller calls itself (cron, for example). A label gives no rights.';
comment on column cutover.cutover_audit_log.on_behalf_of is 'For whom the caller says it acts. Not checked.';
comment on column cutover.cutover_audit_log.detail is 'Arguments, evidence and result: keys and names, never row values.';
comment on column cutover.cutover_audit_log.hash is 'sha256 in hexadecimal over the previous hash and the length-prefixed fields; see cutover_private.audit_hashes.';

create index cutover_audit_log_by_time on cutover.cutover_audit_log (recorded_at);
create index cutover_audit_log_by_target on cutover.cutover_audit_log (target, seq) where target is not null;
create index cutover_audit_log_by_actor on cutover.cutover_audit_log (actor, seq);

create table cutover_private.audit_pending (
  id bigint generated always as identity primary key,
  recorded_at timestamptz not null,
  transaction_id bigint not null,
  actor text not null,
  actor_role text,
  actor_label text,
  on_behalf_of text,
  request_id text,
  client_address text,
  action text not null,
  outcome text not null,
  target_kind text,
  target text,
  detail jsonb not null,
  duration_ms numeric(14, 3)
);

comment on table cutover_private.audit_pending is
  'Audit rows of transactions that have not committed yet. Sealed into cutover.cutover_audit_log at commit, so that nobody waits for the chain while working.';

create table cutover_private.audit_head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash text not null
) with (fillfactor = 20);

comment on table cutover_private.audit_head is 'The last link of the audit chain: the one row that sealing transactions queue for.';

create table cutover.audit_anchors (
  id bigint generated always as identity primary key,
  origin uuid not null,
  seq bigint not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz not null default clock_timestamp(),
  sent_to text not null check (length(sent_to) between 1 and 200)
);

comment on table cutover.audit_anchors is
  'Heads of the audit chain that left the database, in a notification or a report. A log that was cut or written anew no longer fits those that others hold.';
comment on column cutover.audit_anchors.origin is 'The installation whose chain it is.';

create table cutover_private.audit_refusals (
  only_row boolean primary key default true check (only_row),
  window_started_at timestamptz not null,
  recorded integer not null,
  suppressed bigint not null
) with (fillfactor = 20);

comment on table cutover_private.audit_refusals is
  'How many refusals of people without a role the current minute has recorded, and how many it only counted.';

insert into cutover_private.audit_refusals (window_started_at, recorded, suppressed) values (clock_timestamp(), 0, 0);
insert into cutover_private.audit_head (seq, hash)
  select 0, encode(sha256(convert_to('cutover audit log ' || (s.value #>> '{}'), 'UTF8')), 'hex')
    from cutover.settings s
   where s.key = 'installation';

alter table cutover.cutover_audit_log enable row level security;
alter table cutover_private.audit_pending enable row level security;
alter table cutover_private.audit_head enable row level security;
alter table cutover.audit_anchors enable row level security;
alter table cutover_private.audit_refusals enable row level security;
grant select on cutover.cutover_audit_log, cutover.audit_anchors to authenticated;
