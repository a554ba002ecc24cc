create or replace function cutover.grant_operator(p_subject text, p_role text)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('grant_operator', jsonb_strip_nulls(jsonb_build_object('subject', p_subject, 'role', p_role)))
$function$;

comment on function cutover.grant_operator(text, text) is
  'Gives a subject (sub of a token, or key:<name>) a role: viewer, operator, approver or admin. For admins. Answers as cutover.command() does; refuses with CT001, CT105.';

revoke all on function cutover.grant_operator(text, text) from public;
grant execute on function cutover.grant_operator(text, text) to authenticated, service_role;
