-- One registration a table: by name, by either side, and under one routed view.
\ir setup.inc
select plan(9);
create table old.item (id bigint primary key, name text);
create table new.item (id bigint primary key, name text);
create table old.other (id bigint primary key, name text);
create table new.other (id bigint primary key, name varchar(10));
select is(pg_temp.register('item', '{"routed_schema": "shop"}') ->> 'ok', 'true', 'the first time');
select is((select routed_schema || '.' || routed_name || ' ' || state || ' ' || read_source || ' ' || write_source from cutover.cutover_tables where name = 'item'),
  'shop.item pending legacy legacy', 'it begins as pending, legacy answering, under the supabase table''s name');
select is(pg_temp.refusal(pg_temp.register('item')), array['CT406', 'Table item is registered already.', null, 'Choose another name, or unregister it first.'], 'not by the same name');
select is((pg_temp.refusal(pg_temp.register('again', '{"legacy_table": "item", "supabase_table": "other"}')))[1:2],
  array['CT406', 'old.item or new.other is registered already under another name.'], 'nor the same legacy table');
select is((pg_temp.refusal(pg_temp.register('again', '{"legacy_table": "other", "supabase_table": "item"}')))[1], 'CT406', 'nor the same supabase table');
select is((pg_temp.refusal(pg_temp.register('other', '{"routed_schema": "shop"}')))[1:3], array['CT407', 'Table other cannot have a routed view: columns differ in type.', 'name'],
  'a view needs the same types on both sides');
alter table new.other alter column name type text;
select is((pg_temp.refusal(pg_temp.register('other', '{"routed_schema": "shop", "routed_name": "item"}')))[1:2], array['CT407', 'shop.item exists already.'], 'and a free name');
select is((pg_temp.refusal(pg_temp.register('other', '{"routed_schema": "new"}')))[1:2], array['CT407', 'new.other exists already.'], 'which the table itself has taken');
select is((select count(*) from cutover_agent.endpoints where schema_name in ('old', 'new')), 2::bigint, 'what was refused left no trace');
select * from finish();
rollback;
