-- Passwords and tokens among the arguments do not reach the audit log.
begin;
set local search_path = extensions, public;
select plan(1);

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

select cutover.command('test', '{"password": "hunter2", "thing": "a", "deep": [{"apiSecret": "hunter2", "user": "u"}],
  "access_token": {"a": "hunter2"}}') as a \gset
set constraints all immediate;
select is((select detail -> 'arguments' from cutover.cutover_audit_log order by seq desc limit 1),
  '{"password": "[left out]", "thing": "a", "deep": [{"apiSecret": "[left out]", "user": "u"}], "access_token": "[left out]"}'::jsonb, 'left out at any depth');

select * from finish();
rollback;
