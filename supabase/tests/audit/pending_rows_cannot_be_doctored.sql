-- What is sealed is what was first written.
begin;
set local search_path = extensions, public;
select plan(3);

select cutover_private.audit('test.original', 'done');
select cutover_private.audit('test.deleted', 'done');
update cutover_private.audit_pending set action = 'test.doctored' where action = 'test.original';
delete from cutover_private.audit_pending where action = 'test.deleted';
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where action = 'test.original'), 1::bigint, 'an update of the pending row has no effect');
select is((select count(*) from cutover.cutover_audit_log where action = 'test.doctored'), 0::bigint, 'none at all');
select is((select count(*) from cutover.cutover_audit_log where action = 'test.deleted'), 1::bigint, 'a deletion has none either');

select * from finish();
rollback;
