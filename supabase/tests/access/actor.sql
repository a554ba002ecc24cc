-- Who is calling follows from the session and its claims.
begin;
set local search_path = extensions, public;
select plan(17);

insert into cutover.operators (subject, role, granted_by) values
  ('olga', 'operator', 'test'),
  ('key:default', 'admin', 'test'),
  ('key:ci', 'viewer', 'test'),
  ('gone', 'admin', 'test');
update cutover.operators set revoked_at = now(), revoked_by = 'test' where subject = 'gone';
create function pg_temp.who(p_role text, p_claims text) returns text language plpgsql as $$
declare v_who text;
begin
  perform set_config('request.jwt.claims', p_claims, true);
  execute format('set local role %I', p_role);
  v_who := (select cutover_private.is_operator('viewer'));
  reset role;
  -- actor() itself is not open to people; as the owner it sees the same claims, but not the role they came with.
  return coalesce((select a.subject || ' ' || coalesce(a.role, '-') from cutover_private.actor() a), 'nobody')
    || case when v_who::boolean then ' reads' else '' end;
end $$;
select is(pg_temp.who('authenticated', '{"sub": "olga", "role": "authenticated"}'), 'olga operator reads', 'an operator by the sub of the token');
select is(pg_temp.who('authenticated', '{"sub": "stranger", "role": "authenticated"}'), 'stranger -', 'a stranger has no role');
select is(pg_temp.who('authenticated', '{"sub": "gone", "role": "authenticated"}'), 'gone -', 'a revoked role is gone');
select is(pg_temp.who('authenticated', '{"sub": "olga", "role": "authenticated", "is_anonymous": true}'), 'nobody', 'an anonymous sign-in is nobody');
select is(pg_temp.who('authenticated', '{"sub": "olga", "role": "authenticated", "user_role": "admin", "app_metadata": {"role": "admin"}}'),
  'olga operator reads', 'claims about roles count for nothing');
select is(pg_temp.who('authenticated', '{"sub": "key:default", "role": "authenticated"}'), 'nobody', 'a user cannot pass for a key');
select is(pg_temp.who('authenticated', '{"sub": "database:postgres", "role": "authenticated"}'), 'nobody', 'nor for a database role');
select is(pg_temp.who('authenticated', '{"role": "authenticated"}'), 'nobody', 'a token without a subject is nobody');
select is(pg_temp.who('service_role', '{"role": "service_role"}'), 'key:default admin reads', 'the default key');
select is(pg_temp.who('service_role', '{"role": "service_role", "key_name": "ci"}'), 'key:ci viewer reads', 'a named key');
select is(pg_temp.who('service_role', '{"role": "service_role", "key_name": "other"}'), 'key:other -', 'a key has no role by itself');
select is(pg_temp.who('authenticated', 'not json'), 'nobody', 'claims that are no JSON are nobody');
select is(pg_temp.who('authenticated', '[]'), 'nobody', 'nor claims that are no object');
select is(pg_temp.who('authenticated', '{"sub": "olga", "role": "postgres"}'), 'nobody', 'no other role is known');
select is(pg_temp.who('authenticated', '{"role": "service_role"}'), 'key:default admin', 'claims count only for the role that was taken on');
select set_config('request.jwt.claims', '', true) as claims \gset
select is((select a.subject || ' ' || a.role from cutover_private.actor() a), 'database:' || session_user || ' admin', 'the owner''s session is an admin');
set local role authenticated;
select ok(not cutover_private.is_operator('viewer'), 'unless it stepped down to another role');

select * from finish();
rollback;
