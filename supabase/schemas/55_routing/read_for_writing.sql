create or replace function cutover_routing.read_for_writing()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Until the statement has ended; undone with it if it fails.
  perform set_config(tg_argv[0], case tg_when when 'BEFORE' then tg_argv[1] else '' end, true);
  return null;
end
$$;

revoke all on function cutover_routing.read_for_writing() from public;
comment on function cutover_routing.read_for_writing() is 'Statement trigger on a gated view: an UPDATE or DELETE reads the side that it writes. Whoever forges the setting chooses a side, whose rights and policies hold all the same.';
