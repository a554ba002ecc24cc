-- A row that was not sealed is found, even with a right hash.
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
insert into cutover.cutover_audit_log
  select (jsonb_populate_record(l, jsonb_build_object('seq', l.seq + 1, 'action', 'forged', 'previous_hash', l.hash))).*
    from cutover.cutover_audit_log l where l.seq = :last;
update cutover.cutover_audit_log l set hash = (select h.hash from cutover_private.audit_hashes(array[l]) h) where l.seq = :last + 1;
alter table cutover.cutover_audit_log enable always trigger refuse_change;
select ok((select not v.ok from cutover.verify_audit_log() v), 'not whole after');
select is((select v.first_broken_seq from cutover.verify_audit_log() v), :last + 1::bigint, 'the row is named');
select matches((select v.problem from cutover.verify_audit_log() v), 'never sealed', 'and what is wrong with it');

select * from finish();
rollback;
