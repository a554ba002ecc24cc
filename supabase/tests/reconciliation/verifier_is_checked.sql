-- The verifier has to find what is planted in a scratch copy, every day; one that does not is reported as broken, and its verdicts count for nothing.
\ir setup.inc
select plan(16);
select id as source from cutover.legacy_sources where name = 'reconciliation_test' \gset
select is(cutover_private.check_verifier(:source), 'sound', 'it finds what is planted');
select is((select found = planted and jsonb_array_length(found) = 4 from cutover.verifier_checks where source_id = :source), true, 'exactly that');
select is((select count(*) from cutover.cutover_tables where name = 'negative control') + (select count(*) from pg_class where relname ~ '^control_')
  + (select count(*) from cutover_agent.endpoints where table_name ~ '^control_'), 0::bigint, 'nothing is left of it');
select is((select value from cutover.settings where key = 'reconciliation_chunk_rows'), '10', 'settings are as they were');
select is(cutover_private.verifier_turn(), false, 'once a day');
update cutover.verifier_checks set checked_at = checked_at - interval '25 hours';
select is(cutover_private.verifier_turn(), true, 'every day');
select is((select count(*) from cutover.verifier_checks where source_id = :source), 2::bigint, 'each check is kept');
-- Sabotage: a comparison that overlooks a row, one that takes everything for equal at the second look, one that fails.
update cutover.cutover_tables set backfilled_at = clock_timestamp() where id = :item;
select pg_temp.reconcile('item');
select is(cutover.validate_data_consistency('item') #>> '{result,verdict}', 'consistent', 'a sound verifier is believed');
savepoint sound;
do $sabotage$ begin
  execute replace(pg_get_functiondef('cutover_private.record_drift'::regproc), 'on v.key = u.key', 'on v.key = u.key where u.kind <> ''extra''');
end $sabotage$;
select is(cutover_private.check_verifier(:source), 'broken', 'one that overlooks a row');
select is((select verdict from cutover.verifier_status where source_name = 'reconciliation_test'), 'broken', 'is reported as broken');
select is(cutover.validate_data_consistency('item') #>> '{result,unknown_because}', 'the verifier itself is broken: cutover.verifier_status', 'and no verdict is believed');
set constraints all immediate;
select is((select outcome || ' ' || target from cutover.cutover_audit_log where action = 'verifier.check' and recorded_at >= now()), 'failed reconciliation_test', 'which is audited');
rollback to savepoint sound;
create or replace function cutover_private.compare_keys(p_table cutover.cutover_tables, p_keys text[])
returns table (key text, kind text, columns text[], pending boolean, in_legacy boolean, in_supabase boolean, known boolean)
language sql set search_path = pg_catalog, pg_temp as $$
  select k, null::text, '{}'::text[], false, true, true, false from unnest(p_keys) k
$$;
select is(cutover_private.check_verifier(:source), 'broken', 'one that takes everything for healed');
rollback to savepoint sound;
create or replace function cutover_agent.compare_range(p_legacy uuid, p_supabase uuid, p_after text[], p_through text[])
returns table (rows_legacy bigint, rows_supabase bigint, keys text[]) language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise 'out of order'; end $$;
select is(cutover_private.check_verifier(:source), 'broken', 'one that fails');
rollback to savepoint sound;
create server verifier_nowhere foreign data wrapper postgres_fdw options (host '127.0.0.1', port '1', dbname 'x', connect_timeout '2');
create user mapping for current_user server verifier_nowhere options (user 'nobody', password 'x');
update cutover.legacy_sources set kind = 'postgres', server_name = 'verifier_nowhere' where id = :source;
select is(cutover_private.check_verifier(:source), 'not checked', 'a legacy server that is away says nothing about the verifier');
select is((select error_code || ' ' || (last_sound_at is not null) from cutover.verifier_status where source_name = 'reconciliation_test'), 'CT501 true', 'when it was last sound is known');
select * from finish();
rollback;
