-- A chain that was written anew, head and all, shows against an anchor.
begin;
set local search_path = extensions, public;
select plan(4);

select cutover_private.audit('test.one', 'done', 'thing', 'a', '{"n": 1}');
select cutover_private.audit('test.two', 'done', 'thing', 'b', '{"n": 2}');
select cutover_private.audit('test.three', 'done', 'thing', 'c', '{"n": 3}', 1.5);
set constraints all immediate;
select max(seq) as last, max(seq) - 1 as middle, max(seq) - 2 as first from cutover.cutover_audit_log \gset

select cutover_private.anchor_audit_log('daily report') as anchor \gset
select ok((select v.ok from cutover.verify_audit_log(:'anchor') v), 'whole before');
alter table cutover.cutover_audit_log disable trigger refuse_change;
alter table cutover.audit_anchors disable trigger refuse_change;
delete from cutover.audit_anchors;
alter table cutover.audit_anchors enable always trigger refuse_change;
update cutover.cutover_audit_log set actor = 'somebody else' where seq = :middle;
update cutover.cutover_audit_log l set hash = (select h.hash from cutover_private.audit_hashes(array[l]) h) where l.seq = :middle;
update cutover.cutover_audit_log l set previous_hash = (select p.hash from cutover.cutover_audit_log p where p.seq = :middle) where l.seq = :last;
update cutover.cutover_audit_log l set hash = (select h.hash from cutover_private.audit_hashes(array[l]) h) where l.seq = :last;
update cutover_private.audit_head set hash = (select l.hash from cutover.cutover_audit_log l where l.seq = :last);
alter table cutover.cutover_audit_log enable always trigger refuse_change;
select ok((select v.ok from cutover.verify_audit_log() v), 'by itself the new chain is whole');
select is((select (v.ok, v.first_broken_seq)::text from cutover.verify_audit_log(:'anchor') v), (false, :last::bigint)::text,
  'the anchor that left the database shows it');
select matches((select v.problem from cutover.verify_audit_log(jsonb_build_array(:'anchor'::jsonb)) v), 'written anew', 'as a list of anchors, too');

select * from finish();
rollback;
