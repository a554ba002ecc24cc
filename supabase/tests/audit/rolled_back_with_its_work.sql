-- A subtransaction that is undone takes its audit rows with it.
begin;
set local search_path = extensions, public;
select plan(2);

do $$
begin
  perform cutover_private.audit('test.undone', 'done');
  raise exception 'undo';
exception when others then
  perform cutover_private.audit('test.kept', 'failed');
end $$;
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where action = 'test.undone'), 0::bigint, 'nothing happened, nothing is recorded');
select is((select count(*) from cutover.cutover_audit_log where action = 'test.kept'), 1::bigint, 'what was recorded after it is kept');

select * from finish();
rollback;
