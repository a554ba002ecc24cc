-- A dry run goes the whole way and leaves nothing but its answer: plan, gates, predicted pause.
\ir setup.inc
select plan(14);
update shop.owner set name = 'waits' where id = 1;
select pg_temp.state() as before \gset
select cutover.execute_cutover('shop', p_dry_run => true) -> 'result' as answer \gset
select is(pg_temp.state(), :'before'::jsonb, 'states, triggers, views, sequences, blocks and rows are as they were');
select is(pg_temp.journal(), 1::bigint, 'what waited still waits');
select is((select count(*) from cutover.cutover_runs) + (select count(*) from cutover.cutover_run_steps), 0::bigint, 'there is no run');
select is((:'answer'::jsonb) - 'plan' - 'predicted_write_pause_ms', '{"dry_run": true, "group": "shop", "would_pass": true, "flag_enabled": true}', 'it would pass');
select cmp_ok((:'answer'::jsonb ->> 'predicted_write_pause_ms')::numeric, '>', 0::numeric, 'the predicted pause');
select is(:'answer'::jsonb #>> '{plan,drain,applied}', '1', 'what it would apply');
select is(:'answer'::jsonb #> '{plan,verify,verified}', '1', 'and verify');
select is(jsonb_array_length(:'answer'::jsonb #> '{plan,gates}'), 2 * :asked, 'every gate''s verdict');
select is(pg_temp.write($$insert into shop.owner (name) values ('goes on')$$), 'done', 'writers go on');
select is((select count(*) from old.owner where name = 'goes on'), 1::bigint, 'to legacy');
select cutover.set_feature_flag('data_migration_final', false) ->> 'ok' as ok \gset
update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = :shop;
select cutover.execute_cutover('shop', p_dry_run => true) -> 'result' as answer \gset
select is((:'answer'::jsonb) - 'plan' - 'predicted_write_pause_ms', '{"dry_run": true, "group": "shop", "would_pass": false, "flag_enabled": false}', 'with the flag off and no window it runs as well, and would not pass');
select is((select string_agg(g ->> 'rule', ',') from jsonb_array_elements(:'answer'::jsonb #> '{plan,gates}') g where g ->> 'verdict' = 'failed'), 'freeze_window_active,freeze_window_active', 'for this reason');
alter table new.owner add constraint no_waits check (name <> 'waits') not valid;
select is(cutover.execute_cutover('shop', p_dry_run => true) -> 'error' ->> 'code', 'CT603', 'what would stop the switch stops the dry run');
select is((select count(*) from cutover.cutover_runs), 0::bigint, 'and leaves no run');
select * from finish();
rollback;
