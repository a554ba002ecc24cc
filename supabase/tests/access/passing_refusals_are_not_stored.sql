-- A refusal that may pass is not the last word for its key.
begin;
set local search_path = extensions, public;
select plan(7);

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

select is(cutover.command('test', '{"fail": "CT212"}', 'k') -> 'ok', 'false', 'busy');
select is(cutover.command('test', '{"fail": "CT212"}', 'k') -> 'replayed', null, 'runs again');
select is(cutover.command('test', '{"fail": "CT601"}', 'k') -> 'ok', 'false', 'no barrier, with other arguments');
select is(cutover.command('test', '{"fail": "CT501"}', 'k') #>> '{error,code}', 'CT501', 'legacy unreachable');
select is(cutover.command('test', '{"raise": "23502"}', 'k') #>> '{error,code}', 'CT901', 'an internal error');
select is(cutover.command('test', '{"thing": "a"}', 'k') -> 'ok', 'true', 'and at last it works');
select is(cutover.command('test', '{"thing": "a"}', 'k') -> 'replayed', 'true', 'which is the last word');

select * from finish();
rollback;
