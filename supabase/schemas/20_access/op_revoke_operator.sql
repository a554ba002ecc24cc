create or replace function cutover_private.op_revoke_operator(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_subject text := cutover_private.argument_text(p_arguments, 'subject');
  v_before text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'subject');
  lock table cutover.operators in share row exclusive mode;
  select o.role into v_before from cutover.operators o where o.subject = v_subject and o.revoked_at is null;
  if not found then
    perform cutover_private.fail('CT012', format('"%s" is not an operator.', v_subject));
  end if;
  if v_before = 'admin' then
    perform cutover_private.require_other_admin(v_subject);
  end if;
  update cutover.operators o
     set revoked_at = clock_timestamp(), revoked_by = (select a.subject from cutover_private.actor() a)
   where o.subject = v_subject;
  return jsonb_build_object('subject', v_subject, 'previous_role', v_before);
end
$function$;

comment on function cutover_private.op_revoke_operator(jsonb) is
  'Operation revoke_operator {subject}: takes a subject''s role away. Raises CT001, CT012, CT105.';

revoke all on function cutover_private.op_revoke_operator(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('revoke_operator', 'op_revoke_operator', 'admin', 'subject', 'operator.revoke');
