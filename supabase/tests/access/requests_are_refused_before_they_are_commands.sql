-- What a function refuses by itself gets the answer of a refused command, and an audit row under the caller's name.
begin;
set local search_path = extensions, public;
select plan(16);

insert into cutover.operators (subject, role, granted_by) values ('ann', 'operator', 'test'), ('val', 'viewer', 'test');
update cutover_private.audit_refusals set window_started_at = clock_timestamp(), recorded = 0, suppressed = 0;

create function pg_temp.refuse(p_claims text, p_operation text, p_code text, p_request jsonb default '{}') returns jsonb language sql as $$
  select cutover_private.refuse_request(p_claims::jsonb, p_operation, p_code, 'words', 'more words', '{"function": "f", "method": "POST"}' || p_request);
$$;
create function pg_temp.last_row() returns cutover.cutover_audit_log language plpgsql as $$
declare
  v_row cutover.cutover_audit_log;
begin
  set constraints all immediate;
  set constraints all deferred;
  select * into v_row from cutover.cutover_audit_log order by seq desc limit 1;
  return v_row;
end
$$;

select is(pg_temp.refuse('{"role": "authenticated", "sub": "ann"}', 'execute', 'CT009', '{"request_id": "r-1"}'),
  jsonb_build_object('ok', false, 'http_status', 400, 'request_id', 'r-1', 'error', jsonb_build_object(
    'code', 'CT009', 'name', 'malformed_json', 'message', 'words', 'details', 'more words', 'hint', 'Send one JSON object.')),
  'an operator is told what is wrong');
select is((select (r.actor, r.action, r.outcome, r.request_id)::text from pg_temp.last_row() r), '(ann,execute,refused,r-1)', 'and it is written down under the name');
select is((select r.detail ->> 'code' from pg_temp.last_row() r), 'CT009', 'with the code');

select is(pg_temp.refuse('{"role": "authenticated", "sub": "val"}', 'execute', 'CT009') #>> '{error,code}', 'CT103', 'who may not do it anyway is told that');
select is((select (r.actor, r.detail ->> 'code')::text from pg_temp.last_row() r), '(val,CT103)', 'which is written down, too');
select is(pg_temp.refuse('{"role": "authenticated", "sub": "val"}', 'status', 'CT009') #>> '{error,code}', 'CT009', 'what they may do is judged by its form');
select is(pg_temp.refuse('{"role": "authenticated", "sub": "zoe"}', 'status', 'CT009') #>> '{error,code}', 'CT102', 'nobody''s operator');
select is((select (r.actor, r.detail ->> 'claimed_subject')::text from pg_temp.last_row() r), '(anonymous,zoe)', 'is not an actor');
select is(pg_temp.refuse('{"role": "anon"}', 'status', 'CT009') #>> '{error,code}', 'CT101', 'nobody');
select is(pg_temp.refuse(null, 'execute', 'CT009') #>> '{error,code}', 'CT101', 'no claims are no owner');
select is(pg_temp.refuse('{"role": "anon"}', 'status', 'CT106') #>> '{error,code}', 'CT106', 'a bad token is called one');
select is(pg_temp.refuse('{"role": "authenticated", "sub": "ann"}', null, 'CT001') #>> '{error,code}', 'CT001', 'an operation that is not known yet');
select is(pg_temp.refuse('{"role": "authenticated", "sub": "ann"}', 'execute', '23505') #>> '{error,code}', 'CT901', 'a code that is not registered');

select pg_temp.refuse('{"role": "anon"}', 'status', 'CT101', '{"only_counted": 7}');
select is((select r.detail ->> 'only_counted_before' from pg_temp.last_row() r), '7', 'those turned away at the door are counted in the next row');
select ok(not has_function_privilege('authenticated', 'cutover_private.refuse_request(jsonb, text, text, text, text, jsonb)', 'execute'), 'people cannot call it');
select ok(not has_function_privilege('service_role', 'cutover_private.refuse_request(jsonb, text, text, text, text, jsonb)', 'execute'), 'keys neither');

select * from finish();
rollback;
