-- What waits is counted by table and judged by thresholds, which each table may have of its own; status shows it, changes of level are audited.
\ir setup.inc
select plan(16);
select pg_temp.settle();
select cutover_private.measure_backlog(:shop);
select results_eq('select entries, level, side, oldest_at from cutover.backlogs where table_id = ' || :owner, $$values (0::bigint, 'normal', 'legacy', null::timestamptz)$$, 'nothing waits');
insert into old.owner (name) select 'o' || g from generate_series(1, 20) g;
update cutover_agent.journal set recorded_at = clock_timestamp() - interval '100 seconds';
select cutover_private.backlog_turn(:shop);
select is((select entries from cutover.backlogs where table_id = :owner), 0::bigint, 'what was counted a moment ago is not counted again');
update cutover.backlogs set due_at = '-infinity';
select cutover_private.backlog_turn(:shop);
select is((select entries from cutover.backlogs where table_id = :owner), 20::bigint, 'counted when it is due');
select is((select entries from cutover.backlogs where table_id = :item), 0::bigint, 'by table');
select cmp_ok((select clock_timestamp() - oldest_at from cutover.backlogs where table_id = :owner), '>=', interval '100 seconds', 'with its age');
select is((select level from cutover.backlogs where table_id = :owner), 'normal', 'which is no alarm yet');
select is(cutover.set_threshold('owner', 'backlog_age_alarm', 60, 'test') ->> 'ok', 'true', 'a threshold of its own');
select is(cutover.set_threshold('owner', 'backlog_size_alarm', 19, 'test') ->> 'ok', 'true', 'for size as well');
select cutover_private.measure_backlog(:shop);
select results_eq('select level, reasons from cutover.backlogs where table_id = ' || :owner, $$values ('alarm', array['backlog_age_alarm', 'backlog_size_alarm'])$$, 'alarms, by name');
select is((select level from cutover.backlogs where table_id = :item), 'normal', 'of this table alone');
select is(jsonb_path_query_array(cutover.status('shop'), '$.result.groups[*].tables[*].backlog.entries'), '[20, 0]', 'status shows the size');
select cmp_ok((cutover.status('shop') #>> '{result,groups,0,tables,0,backlog,oldest_seconds}')::numeric, '>=', 100::numeric, 'and the age');
select is(cutover.set_threshold('owner', 'backlog_limit', 19, 'test') ->> 'ok', 'true', 'a limit');
select cutover_private.measure_backlog(:shop);
update cutover.backlogs set due_at = '-infinity';
select cutover_private.backlog_turn(:shop);
select is(
  (select level || ' ' || (select capturing_since is not null from cutover.cutover_tables where id = :owner) from cutover.backlogs where table_id = :owner), 'over_limit true', 'over it, keep goes on capturing');
select pg_temp.settle();
select cutover_private.measure_backlog(:shop);
select is((select level from cutover.backlogs where table_id = :owner), 'normal', 'worked down, all is well');
set constraints all immediate;
select is((select string_agg(detail ->> 'level', ' ' order by seq) from cutover.cutover_audit_log where recorded_at >= now() and action = 'backlog.level'), 'alarm over_limit normal', 'each change of level is audited');
select * from finish();
rollback;
