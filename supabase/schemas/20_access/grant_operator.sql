create or replace function cutover.grant_operator(p_subject text, p_role text, p_name text default null, p_expires_at timestamptz default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $function$
  select cutover.command('grant_operator', jsonb_strip_nulls(jsonb_build_object('subject', p_subject, 'role', p_role,
    'name', p_name, 'expires_at', p_expires_at)))
$function$;

comment on function cutover.grant_operator(text, text, text, timestamptz) is
  'Gives a subject (sub of a token, or key:<name>) a role: viewer, operator, approver or admin. p_name is what the audit trail calls it; from p_expires_at on the role is gone. For admins. Answers as cutover.command() does; refuses with CT001, CT105.';

revoke all on function cutover.grant_operator(text, text, text, timestamptz) from public;
grant execute on function cutover.grant_operator(text, text, text, timestamptz) to authenticated, service_role;
