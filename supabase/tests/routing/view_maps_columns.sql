-- The routed view goes by supabase's names, leaves out ignored columns, and writes through the mapping.
\ir ../pipeline/setup.inc
select plan(8);
create table old.user_data (uid bigint primary key, "E-Mail" text, legacy_only text default 'kept', doubled bigint generated always as (uid * 2) stored);
create table new.person (doubled bigint generated always as (id * 2) stored, email text, id bigint primary key, supabase_only text default 'new');
select cutover.register_table('person', 'pipeline_test', 'old', 'user_data', 'new', 'person', p_routed_schema => 'Odd Schema', p_routed_name => 'Odd "View"',
  p_columns => '{"uid": "id", "E-Mail": "email"}', p_ignored_columns => array['legacy_only']) ->> 'ok' as ok \gset
select is((select string_agg(column_name, ',' order by ordinal_position) from information_schema.columns where table_name = 'Odd "View"'), 'id,email,doubled', 'the key first, then mapped columns');
insert into "Odd Schema"."Odd ""View""" (id, email) values (1, 'a@example');
select results_eq('select uid, "E-Mail", legacy_only, doubled from old.user_data', $$values (1::bigint, 'a@example', 'kept', 2::bigint)$$, 'written on legacy under its names');
select throws_ok('insert into "Odd Schema"."Odd ""View""" (id, doubled) values (2, 5)', '428C9', null, 'a generated column is not written');
select cutover.start_backfill('person') ->> 'ok' as ok \gset
select pg_temp.settle('person');
select results_eq('select id, email, supabase_only, doubled from new.person', $$values (1::bigint, 'a@example', 'new', 2::bigint)$$, 'carried over by the mapping');
select cutover_private.set_routed_view(t, 'supabase', 'supabase') from cutover.cutover_tables t where name = 'person';
select results_eq('select * from "Odd Schema"."Odd ""View"""', $$values (1::bigint, 'a@example', 2::bigint)$$, 'the same row, the same columns');
select is(cutover.unregister_table('person') ->> 'ok', 'true', 'unregistered');
select is(to_regclass('"Odd Schema"."Odd ""View"""'), null, 'the view is gone');
select isnt(to_regnamespace('"Odd Schema"'), null, 'its schema stays: somebody else may use it');
select * from finish();
rollback;
