create or replace function cutover.revoke_operator(p_subject text)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('revoke_operator', jsonb_strip_nulls(jsonb_build_object('subject', p_subject)))
$function$;

comment on function cutover.revoke_operator(text) is
  'Takes a subject''s role away. For admins. Answers as cutover.command() does; refuses with CT012, CT105.';

revoke all on function cutover.revoke_operator(text) from public;
grant execute on function cutover.revoke_operator(text) to authenticated, service_role;
