create or replace function cutover_private.clean_commands()
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_deleted bigint;
begin
  -- Bounded, so that a neglected table does not turn into one long transaction.
  delete from cutover_private.commands c
   where (c.actor, c.key) in (
     select o.actor, o.key from cutover_private.commands o
      where o.created_at < clock_timestamp() - interval '7 days'
      order by o.created_at
      limit 10000
      for update skip locked);
  get diagnostics v_deleted = row_count;
  return v_deleted;
end
$function$;

comment on function cutover_private.clean_commands() is
  'Forgets stored answers older than 7 days, at most 10,000 at a time; returns how many.';

revoke all on function cutover_private.clean_commands() from public;
