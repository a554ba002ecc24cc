-- A key has 1 to 200 printable characters.
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

select is(cutover.command('test', '{}', repeat('k', 200)) -> 'ok', 'true', '200 characters');
select is(cutover.command('test', '{}', repeat('k', 201)) #>> '{error,code}', 'CT302', '201');
select is(cutover.command('test', '{}', '') #>> '{error,code}', 'CT302', 'none');
select is(cutover.command('test', '{}', E'a\nb') #>> '{error,code}', 'CT302', 'a line break');
select is(cutover.command('test', '{}', 'schlüssel') #>> '{error,code}', 'CT302', 'a letter outside ASCII');
select is(cutover.command('test', '{}', ' a~') -> 'ok', 'true', 'the ends of the range');
select is(cutover.command('test', '[]') #>> '{error,code}', 'CT001', 'arguments that are no object');
select is(cutover.command('test', null) -> 'ok', 'true', 'no arguments are no arguments');
select is(cutover.command('test', '{}', null, '"text"') -> 'ok', 'true', 'a request that is no object is none');

select * from finish();
rollback;
