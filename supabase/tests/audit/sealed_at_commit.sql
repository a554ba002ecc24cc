-- An audit row enters the chain when its transaction commits, in the order of writing.
begin;
set local search_path = extensions, public;
select plan(6);

select coalesce(max(seq), 0) as before from cutover.cutover_audit_log \gset
select cutover_private.audit('test.one', 'done', 'thing', 'a', '{"n": 1}');
select cutover_private.audit('test.two', 'refused');
select is((select max(seq) from cutover.cutover_audit_log), nullif(:before, 0)::bigint, 'not while the transaction is at work');
set constraints all immediate;
select results_eq(format('select seq, action, outcome, actor from cutover.cutover_audit_log where seq > %s order by seq', :before),
  format($$values (%s::bigint, 'test.one', 'done', %L), (%s, 'test.two', 'refused', %L)$$,
    :before + 1, 'database:' || session_user, :before + 2, 'database:' || session_user), 'both rows, in order, with the actor');
select is((select count(*) from cutover_private.audit_pending), 0::bigint, 'nothing is left pending');
select is((select previous_hash from cutover.cutover_audit_log where seq = :before + 2),
  (select hash from cutover.cutover_audit_log where seq = :before + 1), 'each names the hash of the one before');
select is((select (h.seq, h.hash)::text from cutover_private.audit_head h),
  (select (l.seq, l.hash)::text from cutover.cutover_audit_log l order by l.seq desc limit 1), 'the head is the last row');
select ok((select v.ok from cutover.verify_audit_log() v), 'and the chain verifies');

select * from finish();
rollback;
