-- Errors that are not ours get a registered code and do not print rows.
begin;
set local search_path = extensions, public;
select plan(10);

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

select cutover.command('test', '{"raise": "23502"}') as answer \gset
select is(:'answer'::jsonb #>> '{error,code}', 'CT901', 'an internal error');
select is(:'answer'::jsonb #>> '{error,message}', 'the message', 'its message is kept');
select ok(:'answer' !~ 'secret', 'its detail, which prints a row, is not');
set constraints all immediate;
select ok((select l.detail::text !~ 'secret' from cutover.cutover_audit_log l order by l.seq desc limit 1), 'nor is it in the audit log');
select is(cutover.command('test', '{"raise": "55P03"}') #>> '{error,code}', 'CT601', 'a lock that was not obtained');
select is(cutover.command('test', '{"raise": "57014"}') #>> '{error,code}', 'CT607', 'a statement that was cancelled');
select is(cutover.command('test', '{"raise": "40P01"}') #>> '{error,code}', 'CT212', 'a deadlock');
select is(cutover.command('test', '{"raise": "40001"}') #>> '{error,code}', 'CT212', 'a serialization failure');
select is(cutover.command('test', '{"raise": "08006"}') #>> '{error,code}', 'CT501', 'a connection that broke');
select is(cutover.command('test', '{"raise": "P0004"}') #>> '{error,code}', 'CT901', 'a failed assertion');

select * from finish();
rollback;
