-- While reads are split: the excluded read legacy, the pinned Supabase, everybody else by bucket, and nobody in particular the truth.
begin;
set local search_path = extensions, public;
select plan(21);

create schema splits;
create table splits.before (id integer primary key);
create table splits.after (id integer primary key);
select cutover.register_legacy_source('splits', 'local');
select cutover.register_table('My "Table"', 'splits', 'splits', 'before', 'splits', 'after', p_group => 'splits');
select cutover.set_feature_flag('data_migration_final', true);

create function pg_temp.side(p_subject text) returns text language sql as $$ select cutover.read_side('My "Table"', p_subject) $$;
select throws_ok($$select cutover.read_side('no such')$$, 'CT002', 'There is no table "no such".', 'a table that is not registered');
select is(pg_temp.side('a'), 'legacy', 'before anything is split: legacy');
select cutover.set_read_split('My "Table"', 'test', 100);
select is(pg_temp.side('a'), 'legacy', 'a split alone moves nobody');
update cutover.cutover_tables set read_source = 'dual' where name = 'My "Table"';
select is(pg_temp.side('a'), 'supabase', 'dual: the split holds');
select is(pg_temp.side(null), 'legacy', 'nobody in particular reads the truth');

select is(cutover.set_read_split('My "Table"', 'test', 50.01, '{tom}', '{eve}') #> '{result,percentage}', '50.01', 'two decimals');
select is(pg_temp.side('eve'), 'legacy', 'excluded');
select is(pg_temp.side('tom'), 'supabase', 'pinned');
select is((select count(*) from generate_series(1, 2000) n
  where (pg_temp.side('s' || n) = 'supabase') is distinct from (cutover_private.rollout_bucket('splits', 's' || n) < 5001)), 0::bigint, 'others by their bucket');
set local cutover.subject = 'tom';
select is(cutover.read_side('My "Table"'), 'supabase', 'the subject of the session');
set local cutover.subject = '';
set local request.jwt.claims = '{"sub": "tom", "app_metadata": {"tenant_id": "eve"}}';
select is(cutover.read_side('My "Table"'), 'legacy', 'the tenant of the token goes before its user');
set local request.jwt.claims = '{"sub": "tom", "app_metadata": {}}';
select is(cutover.read_side('My "Table"'), 'supabase', 'else the user');
set local request.jwt.claims = '';

select cutover.set_feature_flag('data_migration_final', true, null, 25);
select is((select max(cutover_private.rollout_bucket('splits', 's' || n)) from generate_series(1, 2000) n where pg_temp.side('s' || n) = 'supabase') < 2500,
  true, 'the flag''s percentage caps the table''s');
select is(pg_temp.side('tom'), 'supabase', 'pinned all the same');
select cutover.set_feature_flag('data_migration_final', false);
select is(pg_temp.side('tom'), 'legacy', 'with the flag off nobody reads Supabase');
select cutover.set_feature_flag('data_migration_final', true, null, 100);
select cutover.set_read_split('My "Table"', 'staging is not here', 100, '{}', '{}', 'staging');
select is((select count(*) from generate_series(1, 200) n where pg_temp.side('s' || n) = 'supabase') between 60 and 140, true, 'another environment''s split does not hold here');
select cutover.set_setting('environment', '"staging"');
select cutover.set_feature_flag('data_migration_final', true);
select is(pg_temp.side('eve'), 'supabase', 'it does there');

update cutover.cutover_tables set read_source = 'supabase' where name = 'My "Table"';
select is(pg_temp.side(null), 'supabase', 'a table that reads Supabase');
set local role authenticated;
select lives_ok($$select cutover.read_side('My "Table"', 'x')$$, 'whoever is signed in may ask');
select is_empty('select * from cutover.read_splits', 'but not look at the splits');
reset role;
delete from cutover.cutover_tables where name = 'My "Table"';
select is((select count(*) from cutover_private.read_switches where table_name = 'My "Table"'), 0::bigint, 'gone with the table');

select * from finish();
rollback;
