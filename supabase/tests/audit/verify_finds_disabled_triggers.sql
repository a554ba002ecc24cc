-- A log whose protection was taken away is reported, though its rows are whole.
begin;
set local search_path = extensions, public;
select plan(6);

select cutover_private.audit('test.one', 'done', 'thing', 'a', '{"n": 1}');
select cutover_private.audit('test.two', 'done', 'thing', 'b', '{"n": 2}');
select cutover_private.audit('test.three', 'done', 'thing', 'c', '{"n": 3}', 1.5);
set constraints all immediate;
select max(seq) as last, max(seq) - 1 as middle, max(seq) - 2 as first from cutover.cutover_audit_log \gset

alter table cutover.cutover_audit_log disable trigger refuse_truncate;
select ok((select not v.ok and v.first_broken_seq is null from cutover.verify_audit_log() v), 'a disabled trigger');
select matches((select v.problem from cutover.verify_audit_log() v), 'refuse_truncate on cutover.cutover_audit_log', 'is named');
alter table cutover.cutover_audit_log enable trigger refuse_truncate;
select ok((select not v.ok from cutover.verify_audit_log() v), 'one that spares the replica role');
alter table cutover.cutover_audit_log enable always trigger refuse_truncate;
select ok((select v.ok from cutover.verify_audit_log() v), 'all is well again');
alter table cutover_private.audit_pending disable trigger seal_audit;
select matches((select v.problem from cutover.verify_audit_log() v), 'seal_audit', 'the sealing itself is watched');
alter table cutover_private.audit_pending enable always trigger seal_audit;
drop trigger refuse_change on cutover.audit_anchors;
select matches((select v.problem from cutover.verify_audit_log() v), 'refuse_change on cutover.audit_anchors', 'a trigger that is gone');

select * from finish();
rollback;
