create or replace function cutover_private.op_grant_operator(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_subject text := cutover_private.argument_text(p_arguments, 'subject');
  v_role text := cutover_private.argument_text(p_arguments, 'role');
  v_name text := btrim(cutover_private.argument_text(p_arguments, 'name', false, 100));
  v_expires_at timestamptz := cutover_private.argument_timestamp(p_arguments, 'expires_at', false);
  v_before text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'subject', 'role', 'name', 'expires_at');
  if cutover_private.role_rank(v_role) is null then
    perform cutover_private.fail('CT001', format('"%s" is no role.', v_role), 'Roles are viewer, operator, approver and admin.');
  end if;
  if v_subject ~ '^database:' or v_subject ~ '\s' or v_subject = 'anonymous' then
    perform cutover_private.fail('CT001', format('"%s" is no subject.', v_subject), 'A subject is the sub of a token, or key:<name>.');
  end if;
  if v_expires_at <= clock_timestamp() then
    perform cutover_private.fail('CT001', format('Argument expires_at: %s is over.', v_expires_at), null, 'Give a time that is to come, or revoke the role.');
  end if;

  -- Whoever changes roles waits here, so that two admins cannot remove each other at once.
  lock table cutover.operators in share row exclusive mode;
  select o.role into v_before from cutover.operators o where o.subject = v_subject and o.revoked_at is null;
  if v_before = 'admin' and (v_role <> 'admin' or v_expires_at is not null) then
    perform cutover_private.require_other_admin(v_subject);
  end if;
  insert into cutover.operators (subject, role, display_name, expires_at, granted_by)
  values (v_subject, v_role, v_name, v_expires_at, (select a.subject from cutover_private.actor() a))
  on conflict (subject) do update
     set role = excluded.role, display_name = coalesce(excluded.display_name, operators.display_name), expires_at = excluded.expires_at,
         granted_by = excluded.granted_by, granted_at = excluded.granted_at, revoked_by = null, revoked_at = null;
  return jsonb_build_object('subject', v_subject, 'role', v_role, 'previous_role', v_before)
    || jsonb_strip_nulls(jsonb_build_object('expires_at', v_expires_at));
end
$function$;

comment on function cutover_private.op_grant_operator(jsonb) is
  'Operation grant_operator {subject, role, name, expires_at}: gives a subject a role, instead of the one it has, for good or for a time. Raises CT001, CT105.';

revoke all on function cutover_private.op_grant_operator(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('grant_operator', 'op_grant_operator', 'admin', 'subject', 'operator.grant');
