create or replace function cutover_routing.require_current_policies()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_routing.policies_are_current(tg_argv[0]::bigint, tg_argv[1]);
  return null;
end
$$;

revoke all on function cutover_routing.require_current_policies() from public;
comment on function cutover_routing.require_current_policies() is 'Statement trigger on a view that writes to a foreign table: no write by policies of yesterday (CT411).';
