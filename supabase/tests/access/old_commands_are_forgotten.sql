-- Answers are kept for seven days.
begin;
set local search_path = extensions, public;
select plan(2);

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

select cutover.command('test', '{}', 'old') as a, cutover.command('test', '{}', 'new') as b \gset
update cutover_private.commands set created_at = created_at - interval '7 days 1 second' where key = 'old';
update cutover_private.commands set created_at = created_at - interval '6 days 23 hours' where key = 'new';
select is(cutover_private.clean_commands(), 1::bigint, 'one was old');
select is((select array_agg(key) from cutover_private.commands where key in ('old', 'new')), array['new'], 'the other is still there');

select * from finish();
rollback;
