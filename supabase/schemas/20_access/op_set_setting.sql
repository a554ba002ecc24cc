create or replace function cutover_private.op_set_setting(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_key text := cutover_private.argument_text(p_arguments, 'key');
  v_value jsonb := p_arguments -> 'value';
  v_before cutover.settings;
begin
  perform cutover_private.allow_arguments(p_arguments, 'key', 'value');
  select s.* into v_before from cutover.settings s where s.key = v_key for update;
  if not found then
    perform cutover_private.fail('CT012', format('There is no setting "%s".', v_key));
  end if;
  if not v_before.changeable then
    perform cutover_private.fail('CT201', format('The setting "%s" cannot be changed.', v_key));
  end if;
  if v_value is null or jsonb_typeof(v_value) <> jsonb_typeof(v_before.value) then
    perform cutover_private.fail('CT001', format('The argument "value" must be of the type %s.', jsonb_typeof(v_before.value)));
  end if;
  begin
    update cutover.settings s
       set value = v_value, updated_at = clock_timestamp(), updated_by = (select a.subject from cutover_private.actor() a)
     where s.key = v_key;
  exception when check_violation then
    perform cutover_private.fail('CT001', format('The setting "%s" does not take this value.', v_key), v_before.description);
  end;
  return jsonb_build_object('key', v_key, 'value', v_value, 'previous_value', v_before.value);
end
$function$;

comment on function cutover_private.op_set_setting(jsonb) is
  'Operation set_setting {key, value}: changes a setting, keeping its JSON type. Raises CT001, CT012, CT201.';

revoke all on function cutover_private.op_set_setting(jsonb) from public;

insert into cutover_private.operations (name, handler, minimum_role, target_argument, action)
values ('set_setting', 'op_set_setting', 'admin', 'key', 'setting.set');
