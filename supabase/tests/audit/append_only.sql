-- Nobody changes the log, the owner neither.
begin;
set local search_path = extensions, public;
select plan(9);

select cutover_private.audit('test.one', 'done', 'thing', 'a', '{"n": 1}');
select cutover_private.audit('test.two', 'done', 'thing', 'b', '{"n": 2}');
select cutover_private.audit('test.three', 'done', 'thing', 'c', '{"n": 3}', 1.5);
set constraints all immediate;
select max(seq) as last, max(seq) - 1 as middle, max(seq) - 2 as first from cutover.cutover_audit_log \gset

select throws_ok('update cutover.cutover_audit_log set action = action', 'CT801', null, 'no update');
select throws_ok('delete from cutover.cutover_audit_log', 'CT801', null, 'no delete');
select throws_ok('truncate cutover.cutover_audit_log', 'CT801', null, 'no truncate');
insert into cutover.audit_anchors (origin, seq, hash, sent_to) select gen_random_uuid(), 1, repeat('0', 64), 'x';
select throws_ok('update cutover.audit_anchors set seq = 2', 'CT801', null, 'no update of an anchor');
select throws_ok('delete from cutover.audit_anchors', 'CT801', null, 'no delete of an anchor');
select throws_ok('truncate cutover.audit_anchors', 'CT801', null, 'no truncate of the anchors');
select throws_ok('delete from cutover_private.audit_head', 'CT801', null, 'no delete of the head');
select throws_ok('truncate cutover_private.audit_head', 'CT801', null, 'no truncate of the head');
select is((select array_agg(distinct t.tgenabled::text) from pg_catalog.pg_trigger t
  where t.tgrelid in ('cutover.cutover_audit_log'::regclass, 'cutover.audit_anchors'::regclass, 'cutover_private.audit_head'::regclass,
    'cutover_private.audit_pending'::regclass) and not t.tgisinternal), array['A'], 'all triggers bind the replica role, too');

select * from finish();
rollback;
