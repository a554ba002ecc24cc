create or replace function cutover_private.is_operator(p_minimum text default 'viewer')
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
  select coalesce(cutover_private.role_rank(a.role) >= cutover_private.role_rank(p_minimum), false)
    from cutover_private.actor() a
$function$;

comment on function cutover_private.is_operator(text) is
  'Whether the caller has at least this role (viewer, operator, approver, admin). Made for policies: (select cutover_private.is_operator(''viewer'')).';

revoke all on function cutover_private.is_operator(text) from public;
grant execute on function cutover_private.is_operator(text) to authenticated, service_role;
