create or replace function cutover_private.op_set_feature_flag(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_name text := cutover_private.argument_text(p_arguments, 'name', true, 63);
  v_enabled boolean := cutover_private.argument_boolean(p_arguments, 'enabled');
  v_environment text := cutover_private.argument_text(p_arguments, 'environment', false);
  v_percentage numeric := cutover_private.argument_number(p_arguments, 'rollout_percentage', false, 0, 100);
  v_before cutover.feature_flags;
begin
  perform cutover_private.allow_arguments(p_arguments, 'name', 'enabled', 'environment', 'rollout_percentage');
  v_environment := coalesce(v_environment, cutover_private.setting('environment') #>> '{}');
  if v_environment not in ('development', 'staging', 'production') then
    perform cutover_private.fail('CT001', format('"%s" is no environment.', v_environment), 'Environments are development, staging and production.');
  end if;
  if v_percentage <> round(v_percentage, 2) then
    perform cutover_private.fail('CT001', 'The argument "rollout_percentage" has at most two decimal places.');
  end if;

  select f.* into v_before from cutover.feature_flags f where f.name = v_name and f.environment = v_environment for update;
  if not found then
    perform cutover_private.fail('CT012', format('There is no feature flag "%s".', v_name));
  end if;
  update cutover.feature_flags f
     set enabled = v_enabled,
         rollout_percentage = coalesce(v_percentage, f.rollout_percentage),
         updated_by = (select a.subject from cutover_private.actor() a),
         updated_at = clock_timestamp()
   where f.name = v_name and f.environment = v_environment;
  -- What reads Supabase altogether is capped as well; a view that is busy now is left to the monitor.
  perform cutover_private.settle_views();
  return jsonb_build_object(
    'name', v_name, 'environment', v_environment,
    'enabled', v_enabled, 'rollout_percentage', coalesce(v_percentage, v_before.rollout_percentage),
    'previous', jsonb_build_object('enabled', v_before.enabled, 'rollout_percentage', v_before.rollout_percentage));
end
$function$;

comment on function cutover_private.op_set_feature_flag(jsonb) is
  'Operation set_feature_flag {name, enabled, environment?, rollout_percentage?}. Raises CT001, CT012.';

revoke all on function cutover_private.op_set_feature_flag(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('set_feature_flag', 'op_set_feature_flag', 'approver', 'name', 'flag.set');
