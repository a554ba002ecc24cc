create or replace function cutover_private.setting(p_key text)
returns jsonb
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  select s.value from cutover.settings s where s.key = p_key
$function$;

comment on function cutover_private.setting(text) is
  'The value of a setting as jsonb, null if there is none of that name. As text: cutover_private.setting(''environment'') #>> ''{}''.';

revoke all on function cutover_private.setting(text) from public;
