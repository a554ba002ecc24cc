-- validate_data_consistency takes a look by itself and answers with verdict and age; what it cannot know it does not claim.
\ir setup.inc
select plan(17);
create function pg_temp.ask() returns jsonb language sql as $$ select cutover.validate_data_consistency('item') -> 'result' $$;
update cutover.settings set value = '5' where key = 'reconciliation_slice_rows';
select is(pg_temp.ask() ->> 'unknown_because', 'the rows are not all copied yet', 'before the backfill has ended nothing is known');
update cutover.cutover_tables set backfilled_at = clock_timestamp() where id = :item;
select pg_temp.ask() as answer \gset
select is((:'answer'::jsonb) ->> 'verdict', 'unknown', 'nor before every row was compared');
select is((:'answer'::jsonb) ->> 'unknown_because', 'not every row has been compared yet', 'which is said');
select is((:'answer'::jsonb) ->> 'look', 'completed', 'although it looked');
select pg_temp.reconcile('item');
select pg_temp.ask() as answer \gset
select is((:'answer'::jsonb) ->> 'verdict', 'consistent', 'after a full comparison it is');
select cmp_ok(((:'answer'::jsonb) ->> 'age_seconds')::numeric, '<', 1::numeric, 'as of now');
select cmp_ok(((:'answer'::jsonb) ->> 'every_row_age_seconds')::numeric, '>=', ((:'answer'::jsonb) ->> 'age_seconds')::numeric, 'every row, as of the full one');
-- What was applied and is not verified, and the slice: found now, at the second look.
update cutover.reconciliation_slices set after_key = '{10}';
select pg_temp.plant($$update new.item set name = 'x' where id in (3, 12)$$);
insert into cutover_private.verify_queue (table_id, key) values (:item, '{3}');
select pg_temp.ask() as answer \gset
select is((:'answer'::jsonb) - 'looked_at' - 'every_row_since' - 'age_seconds' - 'every_row_age_seconds' - 'job', '{"table": "item", "verdict": "inconsistent", "truth": "legacy", "look": "completed", "missing": 0, "extra": 0, "mismatched": 2, "drift_percent": 8.00000000, "not_yet_verified": 0}'::jsonb, 'what differs is found');
select is((pg_temp.ask()) ->> 'mismatched', '2', 'and still there at the next look');
select pg_temp.plant($$update new.item set name = 'n' || id where id in (3, 12)$$);
select is(pg_temp.ask() ->> 'verdict', 'consistent', 'put right');
-- A change on its way is no inconsistency.
update old.item set name = 'on its way' where id = 3;
insert into cutover_private.verify_queue (table_id, key) values (:item, '{3}');
select is(pg_temp.ask() ->> 'verdict', 'consistent', 'lag is not drift');
select is((select lagging from cutover.reconciliation_jobs where table_id = :item order by created_at desc limit 1), 1::bigint, 'but counted');
-- A paused look, and a legacy server that is away: the last verdict, with its age.
select cutover_private.start_reconciliation(:item, 'incremental', 'request') as job \gset
select cutover.pause_reconciliation(:'job', 'test') ->> 'ok' as ok \gset
select is(pg_temp.ask() ->> 'look', 'paused', 'a look that is paused is left paused');
select cutover.resume_reconciliation(:'job') ->> 'ok' as ok \gset
create server consistency_nowhere foreign data wrapper postgres_fdw options (host '127.0.0.1', port '1', dbname 'x', connect_timeout '2');
create user mapping for current_user server consistency_nowhere options (user 'nobody', password 'x');
update cutover.legacy_sources set kind = 'postgres', server_name = 'consistency_nowhere' where name = 'reconciliation_test';
update cutover.reconciliation_jobs set finished_at = finished_at - interval '1 hour' where finished_at is not null;
select pg_temp.ask() as answer \gset
select is((:'answer'::jsonb) ->> 'look' || ' ' || ((:'answer'::jsonb) #>> '{error,code}'), 'put off CT501', 'the legacy server is away');
select ok((:'answer'::jsonb) ->> 'verdict' = 'consistent' and ((:'answer'::jsonb) ->> 'age_seconds')::numeric > 3599, 'the last verdict, an hour old');
update cutover.legacy_sources set kind = 'local', server_name = null where name = 'reconciliation_test';
update cutover.cutover_tables set capture_stopped_at = now() where id = :item;
select is(pg_temp.ask() ->> 'verdict', 'unknown', 'without capture nobody knows');
select is(cutover.validate_data_consistency('nothing') #>> '{error,code}', 'CT002', 'an unknown table');
select * from finish();
rollback;
