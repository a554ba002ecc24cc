create or replace function cutover.read_sides(p_tables text[])
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $$
  select cutover.command('read_sides', jsonb_build_object('tables', p_tables))
$$;

revoke all on function cutover.read_sides(text[]) from public;
grant execute on function cutover.read_sides(text[]) to authenticated, service_role;
comment on function cutover.read_sides(text[]) is
  'Which side answers the caller, for each of these tables, as {table: side}; tables that are not registered are left out. For browsers: whoever is signed in may ask, and the token says for whom. Answers as cutover.command() does; refuses with CT001, CT101.';
