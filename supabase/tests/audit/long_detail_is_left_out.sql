-- A detail that is too long is replaced by its size and sum.
begin;
set local search_path = extensions, public;
select plan(2);

select cutover_private.audit('test.long', 'done', null, null, jsonb_build_object('text', repeat('x', 100000)));
set constraints all immediate;
select is((select detail ->> 'left_out' from cutover.cutover_audit_log where action = 'test.long'), 'the detail is too long', 'left out');
select cmp_ok((select (detail ->> 'bytes')::bigint from cutover.cutover_audit_log where action = 'test.long'), '>', 100000::bigint, 'with its size');

select * from finish();
rollback;
