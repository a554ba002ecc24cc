-- Nobody is given usage on it. What is in it is reached only through views and triggers that name it already.
create schema cutover_routing;
revoke all on schema cutover_routing from public;
comment on schema cutover_routing is 'What routed views stand on when the legacy side is a foreign table. Without usage on it, grants on what is in it open nothing.';

-- PostgreSQL answers FOR UPDATE on a union without locking anything. It refuses it where the nullable side of an outer join would
-- be locked, too; as nothing is read from this side, and no row of it can match twice, the planner leaves it out of every other statement.
create table cutover_routing.never_locked (nothing integer primary key);
comment on table cutover_routing.never_locked is 'Empty. The gated form is joined to it, so that FOR UPDATE through it is refused and not ignored.';
alter table cutover_routing.never_locked enable row level security;
grant select on cutover_routing.never_locked to public;

create table cutover_private.routed_defaults (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  column_name text not null,
  primary key (table_id, column_name)
);

comment on table cutover_private.routed_defaults is 'Column defaults that a routed view has from the side that is written, and loses when its form no longer needs them. Defaults that somebody else gave it are not listed.';
alter table cutover_private.routed_defaults enable row level security;
