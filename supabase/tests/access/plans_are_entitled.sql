-- Operators are people whose plan includes it, as app_metadata says, which users cannot change.
begin;
set local search_path = extensions, public;
select plan(14);
insert into cutover.operators (subject, role, granted_by) values ('olga', 'operator', 'test'), ('key:ci', 'viewer', 'test');
create function pg_temp.code_for(p_claims jsonb, p_role text default 'authenticated') returns text language plpgsql as $$
declare
  v_code text;
begin
  perform set_config('request.jwt.claims', (jsonb_build_object('sub', 'olga', 'role', p_role) || p_claims)::text, true);
  execute format('set local role %I', p_role);
  v_code := coalesce(cutover.command('status') #>> '{error,code}', 'ok') || ' ' || cutover_private.is_operator('viewer');
  reset role;
  perform set_config('request.jwt.claims', '', true);
  return v_code;
end $$;
select is(pg_temp.code_for('{}'), 'ok true', 'the local stack asks for no plan');
select is(cutover.set_setting('entitled_plans', '["growth", "scale", "enterprise"]') ->> 'ok', 'true', 'as a project is installed');
select is(pg_temp.code_for('{"app_metadata": {"plan": "growth"}}'), 'ok true', 'growth is enough');
select is(pg_temp.code_for('{"app_metadata": {"plan": "enterprise"}}'), 'ok true', 'and what is above');
select is(pg_temp.code_for('{"app_metadata": {"plan": "free"}}'), 'CT270 false', 'less is not');
select is(pg_temp.code_for('{"app_metadata": {"provider": "email"}}'), 'CT270 false', 'nor is nothing');
select is(pg_temp.code_for('{"app_metadata": ["growth"]}'), 'CT270 false', 'nor what has another shape');
select is(pg_temp.code_for('{"app_metadata": {"plan": null}}'), 'CT270 false', 'nor null');
select is(pg_temp.code_for('{"user_metadata": {"plan": "growth"}}'), 'CT270 false', 'what users say of themselves counts for nothing');
select is(pg_temp.code_for('{"key_name": "ci"}', 'service_role'), 'ok true', 'a secret key has no plan, and needs none');
select is((select role from cutover_private.actor()), 'admin', 'nor does the SQL editor');
select is(cutover.set_setting('entitled_plans', '["pro"]') ->> 'ok', 'true', 'other plans');
select is(pg_temp.code_for('{"app_metadata": {"plan": "pro"}}') || ', ' || pg_temp.code_for('{"app_metadata": {"plan": "growth"}}'), 'ok true, CT270 false', 'are those of the setting');
delete from cutover.settings where key = 'entitled_plans';
select is(pg_temp.code_for('{"app_metadata": {"plan": "growth"}}'), 'CT270 false', 'without the setting nobody is let in by it');
select * from finish();
rollback;
