-- Nobody is given usage on it. What is in it is reached only through views and triggers that name it already.
create schema cutover_routing;
revoke all on schema cutover_routing from public;
comment on schema cutover_routing is 'What routed views stand on when the legacy side is a foreign table. Without usage on it, grants on what is in it open nothing.';

create table cutover_private.routed_defaults (
  table_id bigint not null references cutover.cutover_tables (id) on delete cascade,
  column_name text not null,
  primary key (table_id, column_name)
);

comment on table cutover_private.routed_defaults is 'Column defaults that a routed view has from the side that is written, and loses when its form no longer needs them. Defaults that somebody else gave it are not listed.';
alter table cutover_private.routed_defaults enable row level security;
