create or replace function cutover_private.role_rank(p_role text)
returns integer
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  select array_position(array['viewer', 'operator', 'approver', 'admin'], p_role)
$function$;

comment on function cutover_private.role_rank(text) is 'Rank of a role, 1 (viewer) to 4 (admin); null for anything else.';

revoke all on function cutover_private.role_rank(text) from public;
