-- Drift: a warning, a critical alert, then the way back, which carries over what differed. Tables of a few rows have no percentage.
\ir setup.inc
select plan(10);
select is(pg_temp.look(), null, 'nothing is wrong');
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at) values (:item, '{1,1}', 'mismatched', clock_timestamp());
select is(pg_temp.look(), null, 'one of three rows is 33 percent');
select is(pg_temp.verdict('rollback_drift', 'item') || ', ' || pg_temp.alert('drift:item'), 'unknown, critical', 'too few rows for a rollback, an alert all the same');
update cutover.drifted_rows set resolved_at = clock_timestamp();
update cutover.reconciliation_jobs set rows_legacy = 1000, rows_supabase = 1000 where table_id = :owner;
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at)
select :owner, array[o.id::text], 'mismatched', clock_timestamp() from new.owner o order by o.id limit 5;
select is(pg_temp.look(), null, 'half a percent: no rollback');
select is(pg_temp.verdict('rollback_drift') || ', ' || pg_temp.alert('drift:owner') || ', ' || pg_temp.alert('drift:item'), 'holds 0.5, critical, critical gone', 'but an alert');
update new.owner set name = name || ' changed' where id = 1;
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at)
select :owner, array[max(o.id)::text], 'mismatched', clock_timestamp() from new.owner o;
select pg_temp.look() as run \gset
select isnt(nullif(:'run', ''), null, 'more than that: a run');
select is(pg_temp.drive(cutover.advance_run(:'run')) ->> 'status', 'completed', 'rows that differ do not stop it');
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'they were carried over');
select is((select count(*) from cutover.drifted_rows where resolved_at is null), 0::bigint, 'and are settled');
select pg_temp.look() as run \gset
select is((select count(*) from cutover_private.watches w where w.group_id = :shop) || ' ' || (select count(*) from cutover.cutover_runs where group_id = :shop), '0 2', 'what is back is not watched any more, nor switched again');
select * from finish();
rollback;
