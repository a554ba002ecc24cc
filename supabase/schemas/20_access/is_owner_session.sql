create or replace function cutover_private.is_owner_session()
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  -- By the role that logged in: current_user is the owner inside every definer function, whoever called it.
  select pg_has_role(session_user, n.nspowner, 'member') from pg_namespace n where n.nspname = 'cutover_private'
$function$;

comment on function cutover_private.is_owner_session() is
  'Whether the role that logged in is the owner of Cutover or a member of it: Studio, pg_cron, an edge function''s connection.';

revoke all on function cutover_private.is_owner_session() from public;
