-- Who may operate the local stack. Run as postgres after the migrations; safe to repeat.
-- The subjects are the ones of the tokens and keys that `stack up` prints.
do $$
begin
  if to_regclass('cutover.operators') is null then
    return;
  end if;
  insert into cutover.operators (subject, role, display_name, granted_by)
  values
    (current_setting('stack.operator_id'), 'admin', 'Olga', 'local stack'),
    (current_setting('stack.approver_id'), 'approver', 'Anton', 'local stack'),
    ('key:automations', 'operator', null, 'local stack')
  on conflict (subject) do nothing;
  -- Nobody sells plans here. Tests that are about plans ask for one.
  update cutover.settings set value = '[]' where key = 'entitled_plans';
end
$$;

insert into auth.users (id, email, raw_app_meta_data)
values
  (current_setting('stack.operator_id')::uuid, 'operator@cutover.test', '{"plan": "growth"}'),
  (current_setting('stack.approver_id')::uuid, 'approver@cutover.test', '{"plan": "growth"}')
on conflict (id) do nothing;
