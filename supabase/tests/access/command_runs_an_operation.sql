-- A command answers with the result and the request id, and is audited.
begin;
set local search_path = extensions, public;
select plan(5);

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
  ('olga', 'operator', 'test');set local role authenticated;
set local request.jwt.claims = '{"sub": "olga", "role": "authenticated"}';
select cutover.command('test', '{"thing": "a"}', null, '{"request_id": "r-1", "client_address": "203.0.113.9", "on_behalf_of": "ticket 7"}') as answer \gset
select is(:'answer'::jsonb, '{"ok": true, "result": {"calls": 1}, "request_id": "r-1"}', 'the answer');
reset role;
set local request.jwt.claims = '';
set constraints all immediate;
select is((select (actor, actor_role, action, outcome, target_kind, target, request_id, client_address, on_behalf_of)::text
    from cutover.cutover_audit_log order by seq desc limit 1),
  '(olga,operator,test.run,done,thing,a,r-1,203.0.113.9,"ticket 7")', 'the audit row');
select cmp_ok((select duration_ms from cutover.cutover_audit_log order by seq desc limit 1), '>', 0::numeric, 'with its duration');
select is(current_setting('cutover.request', true), '', 'the request does not outlive the command');
select isnt(cutover.command('test') ->> 'request_id', null, 'a request id is made up where none is given');

select * from finish();
rollback;
