create table cutover.source_kinds (
  name text primary key,
  description text not null,
  has_own_agent boolean not null,
  captures_changes boolean not null,
  enforces_freeze boolean not null,
  enforces_keys boolean not null
);

comment on table cutover.source_kinds is 'What can be done with each kind of legacy source. Everything asks for one of these capabilities, never for a name.';
comment on column cutover.source_kinds.has_own_agent is 'Another server with an agent of its own, called over dblink; each call has committed when it returns.';
comment on column cutover.source_kinds.captures_changes is 'Every write is noted in a journal, in the writer''s own transaction. Without it, a full comparison finds what changed.';
comment on column cutover.source_kinds.enforces_freeze is 'Writes can be held and refused. Without it, an operator attests that they have stopped.';
comment on column cutover.source_kinds.enforces_keys is 'Keys are read from constraints. Without it, they are given at registration and counted.';

insert into cutover.source_kinds (name, description, has_own_agent, captures_changes, enforces_freeze, enforces_keys) values
  ('local', 'another schema of this database', false, true, true, true),
  ('postgres', 'another PostgreSQL server', true, true, true, true),
  ('foreign', 'foreign tables of this database, whatever is behind them', false, false, false, false);

alter table cutover.source_kinds enable row level security;
create policy operators_read on cutover.source_kinds for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.source_kinds to authenticated;
