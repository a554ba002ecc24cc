-- Policy stop_capture before a cutover: over the limit capture ends, writers go on, and only a new backfill leads further; it deletes what was deleted meanwhile.
\ir setup.inc
select plan(17);
select pg_temp.settle();
select is(cutover.set_policy('shop', 'backlog', 'stop_it', 'test') #>> '{error,code}', 'CT001', 'no such choice');
select is(cutover.set_policy('shop', 'weather', 'keep', 'test') #>> '{error,code}', 'CT001', 'no such policy');
select is(cutover.set_policy('shop', 'backlog', 'stop_capture', 'test') -> 'result', '{"group": "shop", "policy": "backlog", "value": "stop_capture", "previous_value": "keep"}',
  'chosen');
select cutover.set_threshold('owner', 'backlog_limit', 10, 'test') ->> 'ok' as ok \gset
insert into old.owner (name) select 'o' || g from generate_series(1, 10) g;
select cutover_private.backlog_turn(:shop);
select is((select capturing_since is not null from cutover.cutover_tables where id = :owner), true, 'at the limit nothing happens');
insert into old.owner (name) values ('one too many');
update cutover.backlogs set due_at = '-infinity';
update cutover.cutover_tables set state = 'ready' where group_id = :shop;
select cutover_private.backlog_turn(:shop);
select is(
  (select bool_and(capturing_since is null and backfilled_at is null and capture_stopped_at is not null and state = 'pending') from cutover.cutover_tables where group_id = :shop), true,
  'over it the group is not captured any more, nor ready');
select is(pg_temp.journal(), 0::bigint, 'what waited is given up');
insert into old.owner (name) values ('unseen');
delete from old.item;
delete from old.owner where id = 2;
select is(pg_temp.journal(), 0::bigint, 'writers go on, unseen');
set constraints all immediate;
select is((select detail - 'reason' from cutover.cutover_audit_log where recorded_at >= now() and action = 'capture.stop'), '{"side": "legacy", "entries_given_up": 11}', 'audited');
select is((select count(*) from cutover.backlogs b join cutover.cutover_tables t on t.id = b.table_id where t.group_id = :shop), 0::bigint, 'there is no backlog to speak of');
select is(jsonb_path_exists(cutover.status('shop'), '$.result.groups[*].tables[*] ? (@.capture_stopped_at != null)'), true, 'status says so');
select is(cutover.prepare_cutover('shop') #>> '{error,code}', 'CT210', 'it cannot be prepared');
select is(cutover_private.pipeline_pass(:shop), 0, 'the pipeline has nothing to do');
select is(cutover.start_backfill('shop') ->> 'ok', 'true', 'a new backfill');
select is((select bool_and(capture_stopped_at is null and capturing_since is not null) from cutover.cutover_tables where group_id = :shop), true, 'captures again');
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'and makes both sides equal, deleted rows as well');
select is((select count(*) from new.owner where name = 'unseen'), 1::bigint, 'with what nobody saw');
select is((select bool_and(backfilled_at is not null) from cutover.cutover_tables where group_id = :shop), true, 'done');
select * from finish();
rollback;
