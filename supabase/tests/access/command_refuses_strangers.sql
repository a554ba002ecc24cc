-- People without the right role are refused with the right code, and nothing runs.
begin;
set local search_path = extensions, public;
select plan(9);

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
  ('vera', 'viewer', 'test');set local role authenticated;
set local request.jwt.claims = '{"sub": "stranger", "role": "authenticated"}';
select is(cutover.command('test') #>> '{error,code}', 'CT102', 'a stranger');
select is(current_setting('response.status', true), '403', 'the Data API gets the status');
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(cutover.command('test') #>> '{error,code}', 'CT103', 'a role that is too low');
select is(cutover.command('no_such_operation') #>> '{error,code}', 'CT008', 'an operation that does not exist');
set local request.jwt.claims = '{"role": "authenticated"}';
select is(cutover.command('test') #>> '{error,code}', 'CT101', 'nobody');
select is(cutover.command('no_such_operation') #>> '{error,code}', 'CT101', 'who does not learn which operations exist');
set local role anon;
select throws_ok($$select cutover.command('test')$$, '42501', null, 'people who are not signed in cannot even call it');
reset role;
set local request.jwt.claims = '';
set constraints all immediate;
select results_eq($$select actor, action, outcome, detail ->> 'code' from cutover.cutover_audit_log order by seq desc limit 5$$,
  $$values ('anonymous', 'command.execute', 'refused', 'CT101'), ('anonymous', 'command.execute', 'refused', 'CT101'),
    ('vera', 'command.execute', 'refused', 'CT008'), ('vera', 'test.run', 'refused', 'CT103'), ('anonymous', 'command.execute', 'refused', 'CT102')$$,
  'each refusal is audited');
select is((select count(*) from cutover.cutover_audit_log where action = 'test.inside'), 0::bigint, 'nothing ran');

select * from finish();
rollback;
