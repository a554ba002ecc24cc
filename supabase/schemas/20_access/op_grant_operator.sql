create or replace function cutover_private.op_grant_operator(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_subject text := cutover_private.argument_text(p_arguments, 'subject');
  v_role text := cutover_private.argument_text(p_arguments, 'role');
  v_before text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'subject', 'role');
  if cutover_private.role_rank(v_role) is null then
    perform cutover_private.fail('CT001', format('"%s" is no role.', v_role), 'Roles are viewer, operator, approver and admin.');
  end if;
  if v_subject ~ '^database:' or v_subject ~ '\s' or v_subject = 'anonymous' then
    perform cutover_private.fail('CT001', format('"%s" is no subject.', v_subject), 'A subject is the sub of a token, or key:<name>.');
  end if;

  -- Whoever changes roles waits here, so that two admins cannot remove each other at once.
  lock table cutover.operators in share row exclusive mode;
  select o.role into v_before from cutover.operators o where o.subject = v_subject and o.revoked_at is null;
  if v_before = 'admin' and v_role <> 'admin' then
    perform cutover_private.require_other_admin(v_subject);
  end if;
  insert into cutover.operators (subject, role, granted_by)
  values (v_subject, v_role, (select a.subject from cutover_private.actor() a))
  on conflict (subject) do update
     set role = excluded.role, granted_by = excluded.granted_by, granted_at = excluded.granted_at, revoked_by = null, revoked_at = null;
  return jsonb_build_object('subject', v_subject, 'role', v_role, 'previous_role', v_before);
end
$function$;

comment on function cutover_private.op_grant_operator(jsonb) is
  'Operation grant_operator {subject, role}: gives a subject a role, instead of the one it has. Raises CT001, CT105.';

revoke all on function cutover_private.op_grant_operator(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('grant_operator', 'op_grant_operator', 'admin', 'subject', 'operator.grant');
