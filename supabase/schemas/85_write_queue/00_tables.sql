create table cutover_private.write_gates (
  table_id bigint primary key references cutover.cutover_tables (id) on delete cascade,
  mode text not null check (mode in ('refuse', 'queue')),
  window_id uuid not null,
  closed_at timestamptz not null default clock_timestamp()
);

comment on table cutover_private.write_gates is 'Routed views whose writes a freeze window holds up at present: a trigger on the view refuses or queues them.';

create table cutover.queued_writes (
  id bigint generated always as identity primary key,
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  operation text not null check (operation in ('insert', 'update', 'delete')),
  key text[],
  idempotency_key text,
  fingerprint text,
  copy integer not null default 1,
  statement_at timestamptz not null default statement_timestamp(),
  written_as text not null,
  status text not null default 'waiting' check (status in ('waiting', 'replayed', 'conflict', 'discarded')),
  error_code text,
  error_object text,
  queued_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);

comment on table cutover.queued_writes is 'Writes through routed views during a freeze window, one row each, replayed in this order when the window is over. A conflict stays until somebody has resolved it.';
comment on column cutover.queued_writes.key is 'Null: the side that is the truth gives the key.';
comment on column cutover.queued_writes.idempotency_key is 'Setting cutover.idempotency_key or header Idempotency-Key of the writer: a write that is repeated under it is queued once.';
comment on column cutover.queued_writes.fingerprint is 'Hash of key and values: one request may hold many writes, and only a repetition of the same one is left out.';
comment on column cutover.queued_writes.copy is 'Which of the equal rows of one statement this is: they are no repetitions.';
comment on column cutover.queued_writes.statement_at is 'When the writer''s statement began.';
create index queued_writes_open on cutover.queued_writes (table_id, id) where status in ('waiting', 'conflict');
create unique index queued_writes_once on cutover.queued_writes (table_id, idempotency_key, operation, fingerprint, copy)
where idempotency_key is not null;

create table cutover_private.queued_values (
  write_id bigint primary key references cutover.queued_writes (id) on delete cascade,
  old_values text[],
  new_values text[],
  claims text
);

comment on table cutover_private.queued_values is 'The rows of queued writes, in canonical column order, and for whom they were written. Removed once replayed or discarded.';

alter table cutover_private.write_gates enable row level security;
alter table cutover_private.queued_values enable row level security;
alter table cutover.queued_writes enable row level security;
create policy operators_read on cutover.queued_writes for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.queued_writes to authenticated;

insert into cutover.settings (key, value, description) values
  ('write_queue_limit', '10000', 'How many writes of a table may wait in the queue of a freeze window. Further ones are refused: replaying holds writers up.');
