-- Views, foreign tables, partitions, inheritance, unlogged tables: refused on either side, with what to do instead.
\ir setup.inc
select plan(21);
create table old.item (id bigint primary key);
create table new.item (id bigint primary key);
create view new.a_view as select * from new.item;
create materialized view new.a_matview as select * from new.item;
create server registry_server foreign data wrapper postgres_fdw;
create foreign table old.a_foreign (id bigint) server registry_server;
create table new.parted (id bigint primary key) partition by range (id);
create table new.part partition of new.parted for values from (0) to (10);
create table new.heir (primary key (id)) inherits (new.item);
create unlogged table new.light (id bigint primary key);
create sequence new.a_sequence;
create table new.ruled (id bigint primary key);
create rule reroute as on insert to new.ruled do instead nothing;
create function pg_temp.try(p_more jsonb) returns text[] language sql as $$ select pg_temp.refusal(pg_temp.register('item', p_more)) $$;
select is((pg_temp.try('{"supabase_table": "a_view"}'))[1:2], array['CT405', 'new.a_view on side supabase is not a table.'], 'a view');
select is((pg_temp.try('{"supabase_table": "a_view"}'))[4], 'Register the table behind a view. A foreign table is the legacy side of a source of kind foreign; a materialized view cannot be captured.', 'what to do');
select is((pg_temp.try('{"supabase_table": "a_matview"}'))[1], 'CT405', 'a materialized view');
select is((pg_temp.try('{"supabase_table": "a_sequence"}'))[1], 'CT405', 'a sequence');
select is((pg_temp.try('{"legacy_table": "a_foreign"}'))[1:2], array['CT405', 'old.a_foreign on side legacy is not a table.'], 'a foreign table, on the other side');
select is(pg_temp.try('{"supabase_table": "part"}'), array['CT405', 'new.part on side supabase is a partition.', null, 'Register its partitioned parent: all partitions go with it.'], 'a partition');
select is((pg_temp.try('{"supabase_table": "heir"}'))[1:2], array['CT405', 'new.heir on side supabase takes part in table inheritance.'], 'a child');
select is((pg_temp.try('{}'))[1:2], array['CT405', 'new.item on side supabase takes part in table inheritance.'], 'and its parent');
select is((pg_temp.try('{"supabase_table": "light"}'))[4], 'alter table new.light set logged;', 'an unlogged table');
select is(pg_temp.follow('alter table new.light set logged;'), 'done', 'whose remedy works');
select is(pg_temp.try('{"supabase_table": "nowhere"}'), array['CT003', 'There is no table new.nowhere on side supabase.', null,
  'Check schema and name; names are case sensitive here and take no quotes.'], 'none in supabase');
select is((pg_temp.try('{"legacy_schema": "Old"}'))[1:2], array['CT003', 'There is no table "Old".item on side legacy.'], 'none on legacy');
select is((pg_temp.try('{"supabase_schema": "old", "supabase_table": "item"}'))[1:2], array['CT001', 'Both sides are the same table.'], 'the same table twice');
select is((pg_temp.try('{"supabase_table": "ruled"}'))[1:2], array['CT405', 'new.ruled on side supabase has rules that rewrite its writes.'], 'a table with rules');
select is((pg_temp.try('{"supabase_schema": "cutover", "supabase_table": "cutover_audit_log"}'))[1:2],
  array['CT405', 'cutover.cutover_audit_log on side supabase is a table of the system.'], 'the audit log');
select is((pg_temp.try('{"supabase_schema": "cutover_private", "supabase_table": "commands"}'))[1], 'CT405', 'what the product keeps');
select is((pg_temp.try('{"legacy_schema": "cutover", "legacy_table": "operators"}'))[1], 'CT405', 'on the other side of the same database as well');
select is((pg_temp.try('{"supabase_schema": "pg_catalog", "supabase_table": "pg_class"}'))[1], 'CT405', 'the catalog');
select is((pg_temp.try('{"supabase_schema": "cron", "supabase_table": "job"}'))[1], 'CT405', 'the jobs');
select is(pg_temp.register('item', '{"supabase_table": "parted"}') ->> 'ok', 'true', 'a partitioned table is fine');
select is(pg_temp.register('logged', '{"legacy_table": "item", "supabase_table": "light"}') #>> '{error,code}', 'CT406', 'a side that is taken');
select * from finish();
rollback;
