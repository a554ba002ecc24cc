create or replace function cutover_private.require_role(p_minimum text)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_actor record;
begin
  if cutover_private.role_rank(p_minimum) is null then
    perform cutover_private.fail('CT901', format('"%s" is no role.', p_minimum));
  end if;
  select a.subject, a.role, a.barred_by into v_actor from cutover_private.actor() a;
  if v_actor.subject is null then
    perform cutover_private.fail('CT101', 'Nobody is signed in.');
  elsif v_actor.barred_by is not null then
    perform cutover_private.fail(v_actor.barred_by, case v_actor.barred_by
      when 'CT106' then 'The token has expired.'
      when 'CT270' then 'The plan of the caller is not one whose users may be operators.'
      else 'The role of the caller has expired.' end, format('Subject: %s', v_actor.subject));
  elsif v_actor.role is null then
    perform cutover_private.fail('CT102', 'The caller is not an operator.', format('Subject: %s', v_actor.subject));
  elsif cutover_private.role_rank(v_actor.role) < cutover_private.role_rank(p_minimum) then
    perform cutover_private.fail('CT103', format('This needs the role %s; the caller is %s.', p_minimum, v_actor.role));
  end if;
end
$function$;

comment on function cutover_private.require_role(text) is
  'Refuses callers below a role: CT101 (nobody is signed in), CT102 (not an operator), CT103 (role too low), CT106 (the token has expired), CT270 (the plan does not do), CT271 (the role has expired).';

revoke all on function cutover_private.require_role(text) from public;
