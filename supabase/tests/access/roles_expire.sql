-- A role ends when its time is over, whatever the token says; so does a token that runs out while its session lasts.
begin;
set local search_path = extensions, public;
select plan(19);
update cutover.operators set revoked_at = now(), revoked_by = 'test' where revoked_at is null;
insert into cutover.operators (subject, role, granted_by) values ('anna', 'admin', 'test');
create function pg_temp.code_for(p_subject text, p_claims jsonb default '{}') returns text language plpgsql as $$
declare
  v_code text;
begin
  perform set_config('request.jwt.claims', (jsonb_build_object('sub', p_subject, 'role', 'authenticated') || p_claims)::text, true);
  set local role authenticated;
  v_code := coalesce(cutover.command('status') #>> '{error,code}', 'ok') || ' ' || (select count(*) from cutover.error_codes where code = 'CT001');
  reset role;
  perform set_config('request.jwt.claims', '', true);
  return v_code;
end $$;
select is(cutover.grant_operator('nina', 'operator', 'Nina', clock_timestamp() + interval '1 hour') #>> '{result,role}', 'operator', 'a role for the night');
select ok((select expires_at between now() and now() + interval '2 hours' and display_name = 'Nina' from cutover.operators where subject = 'nina'), 'until then');
select is(pg_temp.code_for('nina'), 'ok 1', 'it holds');
update cutover.operators set expires_at = clock_timestamp() - interval '1 second' where subject = 'nina';
select is(pg_temp.code_for('nina'), 'CT271 0', 'and is gone after it: no operation, no row');
select is(cutover.grant_operator('nina', 'operator') #>> '{result,expires_at}', null, 'granted again, for good');
select is(pg_temp.code_for('nina'), 'ok 1', 'it holds again');
select is((select display_name from cutover.operators where subject = 'nina'), 'Nina', 'the name stays');
select is(cutover.grant_operator('nina', 'operator', null, now() - interval '1 second') #>> '{error,code}', 'CT001', 'a time that is over is refused');
select is(cutover.command('grant_operator', '{"subject": "nina", "role": "operator", "expires_at": "tomorrow"}') #>> '{error,code}', 'CT001', 'so is one that is none');
select is(cutover.grant_operator('nina', 'operator', repeat('x', 101)) #>> '{error,code}', 'CT001', 'and an over-long name');

select is(pg_temp.code_for('nina', jsonb_build_object('exp', extract(epoch from clock_timestamp())::bigint + 60)), 'ok 1', 'a token that lasts');
select is(pg_temp.code_for('nina', jsonb_build_object('exp', extract(epoch from clock_timestamp())::bigint - 1)), 'CT106 0', 'one that has run out since');
select is(pg_temp.code_for('nina', '{"exp": "soon"}'), 'ok 1', 'what is no time is left to whoever checked the token');
select is(pg_temp.code_for('stranger', '{"exp": 1}'), 'CT102 0', 'a stranger is told that he is none');

select is(cutover.grant_operator('anna', 'admin', null, now() + interval '1 day') #>> '{error,code}', 'CT105', 'the last admin stays for good');
select is(cutover.grant_operator('adam', 'admin', null, now() + interval '1 day') ->> 'ok', 'true', 'another for a day');
select is(cutover.revoke_operator('anna') #>> '{error,code}', 'CT105', 'does not take her place');
select is(cutover.grant_operator('anna', 'viewer') #>> '{error,code}', 'CT105', 'not even in part');
select is(cutover.revoke_operator('adam') ->> 'ok', 'true', 'and may be revoked before');
select * from finish();
rollback;
