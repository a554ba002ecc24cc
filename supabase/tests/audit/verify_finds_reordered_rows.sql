-- Two rows that changed places are found.
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
update cutover.cutover_audit_log set seq = -seq + 1000000000 where seq in (:middle, :last);
update cutover.cutover_audit_log set seq = :last where seq = 1000000000 - :middle;
update cutover.cutover_audit_log set seq = :middle where seq = 1000000000 - :last;
alter table cutover.cutover_audit_log enable always trigger refuse_change;
select ok((select not v.ok from cutover.verify_audit_log() v), 'not whole after');
select is((select v.first_broken_seq from cutover.verify_audit_log() v), :middle::bigint, 'the row is named');
select matches((select v.problem from cutover.verify_audit_log() v), '(changed|reordered)', 'and what is wrong with it');

select * from finish();
rollback;
