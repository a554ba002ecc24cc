-- Anchors that were sent out are checked without being given again.
begin;
set local search_path = extensions, public;
select plan(4);

select cutover_private.audit('test.one', 'done', 'thing', 'a', '{"n": 1}');
select cutover_private.audit('test.two', 'done', 'thing', 'b', '{"n": 2}');
select cutover_private.audit('test.three', 'done', 'thing', 'c', '{"n": 3}', 1.5);
set constraints all immediate;
select max(seq) as last, max(seq) - 1 as middle, max(seq) - 2 as first from cutover.cutover_audit_log \gset

select cutover_private.anchor_audit_log('webhook');
select ok((select v.ok from cutover.verify_audit_log() v), 'an anchor that fits');
insert into cutover.audit_anchors (origin, seq, hash, sent_to)
  select origin, :middle, repeat('0', 64), 'webhook' from cutover.audit_anchors;
select is((select (v.ok, v.first_broken_seq)::text from cutover.verify_audit_log() v), (false, :middle::bigint)::text, 'one that does not');
select matches((select v.problem from cutover.verify_audit_log(jsonb_build_object('origin', gen_random_uuid(), 'seq', :first::bigint,
    'hash', (select l.hash from cutover.cutover_audit_log l where l.seq = :first))) v), 'another installation', 'one of another installation');
select ok((select not v.ok from cutover.verify_audit_log(jsonb_build_object('origin', cutover_private.setting('installation'), 'seq', 999999999,
  'hash', 'x')) v),
  'one for a row that is not there');

select * from finish();
rollback;
