create or replace function cutover_private.audit(
  p_action text,
  p_outcome text,
  p_target_kind text default null,
  p_target text default null,
  p_detail jsonb default '{}',
  p_duration_ms numeric default null
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_actor record;
begin
  if p_action is null or p_action !~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$' then
    perform cutover_private.fail('CT901', format('"%s" is no name for an audited action.', p_action));
  end if;
  if p_outcome is null or p_outcome not in ('started', 'done', 'refused', 'failed') then
    perform cutover_private.fail('CT901', format('"%s" is no outcome of an audited action.', p_outcome));
  end if;

  select a.subject, a.role, a.label into v_actor from cutover_private.actor() a;
  perform cutover_private.audit_as(
    coalesce(v_actor.subject, 'anonymous'), v_actor.role, v_actor.label,
    p_action, p_outcome, p_target_kind, p_target, p_detail, p_duration_ms);
end
$function$;

comment on function cutover_private.audit(text, text, text, text, jsonb, numeric) is
  'Records what the caller did: action (dotted, lower case), outcome (started, done, refused, failed), target, detail (keys and names, never row values), milliseconds. The row enters the chain when the transaction commits, and goes with it when it does not.';

revoke all on function cutover_private.audit(text, text, text, text, jsonb, numeric) from public;
