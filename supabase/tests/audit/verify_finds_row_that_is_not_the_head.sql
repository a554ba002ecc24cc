-- A last row that was written anew does not fit the head.
begin;
set local search_path = extensions, public;
select plan(4);

select cutover_private.audit('test.one', 'done', 'thing', 'a', '{"n": 1}');
select cutover_private.audit('test.two', 'done', 'thing', 'b', '{"n": 2}');
select cutover_private.audit('test.three', 'done', 'thing', 'c', '{"n": 3}', 1.5);
set constraints all immediate;
select max(seq) as last, max(seq) - 1 as middle, max(seq) - 2 as first from cutover.cutover_audit_log \gset
select ok((select v.ok from cutover.verify_audit_log() v), 'whole before');
alter table cutover.cutover_audit_log disable trigger refuse_change;
update cutover.cutover_audit_log set action = 'forged' where seq = :last;
update cutover.cutover_audit_log l set hash = (select h.hash from cutover_private.audit_hashes(array[l]) h) where l.seq = :last;
alter table cutover.cutover_audit_log enable always trigger refuse_change;
select ok((select not v.ok from cutover.verify_audit_log() v), 'not whole after');
select is((select v.first_broken_seq from cutover.verify_audit_log() v), :last::bigint, 'the row is named');
select matches((select v.problem from cutover.verify_audit_log() v), 'not the one that the head', 'and what is wrong with it');

select * from finish();
rollback;
