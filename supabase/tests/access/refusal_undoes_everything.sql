-- An operation that is refused leaves no effect but its audit row.
begin;
set local search_path = extensions, public;
select plan(4);

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
select cutover.command('test', '{"thing": "a", "fail": "CT206"}', 'key-1', '{"request_id": "r-1"}') as answer \gset
select is(:'answer'::jsonb, jsonb_build_object('ok', false, 'http_status', 409, 'request_id', 'r-1', 'error', jsonb_build_object(
  'code', 'CT206', 'name', 'gates_failed', 'message', 'Refused inside.', 'details', 'the detail',
  'hint', (select e.remedy from cutover.error_codes e where e.code = 'CT206'))), 'the refusal is the answer');
reset role;
set local request.jwt.claims = '';
set constraints all immediate;
select is((select count(*) from cutover.operators where subject = 'made by the operation'), 0::bigint, 'what it did is undone');
select is((select count(*) from cutover.cutover_audit_log where action = 'test.inside'), 0::bigint, 'what it recorded, too');
select is((select (action, outcome, target, detail ->> 'code', detail ->> 'message', detail ->> 'details', detail ->> 'idempotency_key')::text
    from cutover.cutover_audit_log order by seq desc limit 1),
  '(test.run,refused,a,CT206,"Refused inside.","the detail",key-1)', 'the refusal is recorded');

select * from finish();
rollback;
