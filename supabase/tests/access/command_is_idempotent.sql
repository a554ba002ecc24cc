-- The same key gets the first answer again, and the operation runs once.
begin;
set local search_path = extensions, public;
select plan(8);

create function cutover_private.op_test(p_arguments jsonb) returns jsonb language plpgsql as $$
begin
  perform cutover_private.audit('test.inside', 'done');
  insert into cutover.operators (subject, role, granted_by) values ('made by the operation', 'viewer', 'test');
  if p_arguments ? 'fail' then
    perform cutover_private.fail(p_arguments ->> 'fail', 'Refused inside.', 'the detail');
  elsif p_arguments ? 'raise' then
    raise exception using errcode = p_arguments ->> 'raise', message = 'the message', detail = 'Failing row contains (secret).';
  end if;
  delete from cutover.operators where subject = 'made by the operation';
  return jsonb_build_object('calls', (select count(*) from cutover_private.audit_pending where action = 'test.inside'));
end $$;
insert into cutover_private.operations (name, handler, minimum_role, target_argument, action) values ('test', 'op_test', 'operator', 'thing', 'test.run');
insert into cutover.operators (subject, role, granted_by) values
  ('olga', 'operator', 'test'),
  ('oskar', 'operator', 'test');set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select cutover.command('test', '{"thing": "a", "n": 1}', 'key-1', '{"request_id": "r-1"}') as first \gset
select cutover.command('test', '{"n": 1.0, "thing": "b"}', 'key-1') #>> '{error,code}' as other_arguments \gset
select cutover.command('test', '{"n":1,   "thing": "a"}', 'key-1', '{"request_id": "r-2"}') as second \gset
select is(:'second'::jsonb, :'first'::jsonb || '{"replayed": true}', 'the first answer, marked as replayed');
select is(:'other_arguments'::text, 'CT301', 'other arguments under the same key are refused');
select is(cutover.command('grant_operator', '{"thing": "a", "n": 1}', 'key-1') #>> '{error,code}', 'CT103', 'rights come first');
select is(cutover.command('test', '{"thing": "a", "fail": "CT206"}', 'key-2') -> 'replayed', null, 'a refusal');
set local response.status = '';
select is(cutover.command('test', '{"thing": "a", "fail": "CT206"}', 'key-2') -> 'replayed', 'true', 'is replayed, too');
select is(current_setting('response.status', true), '409', 'with its status');
set local role authenticated;
set local request.jwt.claims = '{"sub": "oskar", "role": "authenticated"}';
select is(cutover.command('test', '{"thing": "a", "n": 1}', 'key-1') -> 'replayed', null, 'somebody else''s key is another key');
reset role;
set local request.jwt.claims = '';
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where action = 'test.inside'), 2::bigint, 'it ran once for each of them');

select * from finish();
rollback;
