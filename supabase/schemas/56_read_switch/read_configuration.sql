create or replace function cutover.read_configuration()
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $$
  select cutover.command('read_configuration')
$$;

revoke all on function cutover.read_configuration() from public;
grant execute on function cutover.read_configuration() to authenticated, service_role;
comment on function cutover.read_configuration() is
  'What holds for the reads of every table: sources and, while reads are split, percentage, pinned and excluded subjects and salt. For servers that decide by themselves, as the read switch of the shared package does. For viewers. Answers as cutover.command() does.';
