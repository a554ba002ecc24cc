-- A foreign table is written with the user mapping of its owner. The body is that of write_through; it is created from it.
do $do$
begin
  execute format('create or replace function cutover_routing.write_through_as_owner() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set extra_float_digits = 1 as %L',
    (select p.prosrc from pg_catalog.pg_proc p where p.oid = 'cutover_routing.write_through()'::pg_catalog.regprocedure));
end
$do$;

revoke all on function cutover_routing.write_through_as_owner() from public;
comment on function cutover_routing.write_through_as_owner() is 'As write_through, with the owner''s rights: for a foreign table.';
