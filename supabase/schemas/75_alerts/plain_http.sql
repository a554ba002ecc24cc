create or replace function cutover_private.plain_http()
returns boolean
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  select cutover_private.setting('notification_plain_http') = 'true' and cutover_private.setting('environment') = '"development"'
$function$;

comment on function cutover_private.plain_http() is 'Whether notifications may go over http and to private addresses: in development, where somebody said so.';

revoke all on function cutover_private.plain_http() from public;
