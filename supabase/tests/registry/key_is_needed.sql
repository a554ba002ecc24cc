-- Without a usable key a table is refused, and the hint is a statement that gives it one.
\ir setup.inc
select plan(22);
create table old.plain (note text);
create table new.plain (note text);
select pg_temp.refusal(pg_temp.register('plain')) as refusal \gset
select is((:'refusal'::text[])[1:2], array['CT401', 'Legacy table old.plain has no usable key.'], 'no key at all');
select is((:'refusal'::text[])[4], 'alter table old.plain add column id bigint generated always as identity primary key;', 'the hint gives one');
select is(pg_temp.follow((:'refusal'::text[])[4]), 'done', 'it works');
select pg_temp.refusal(pg_temp.register('plain')) as refusal \gset
select is((:'refusal'::text[])[1:2], array['CT401', 'The supabase table new.plain has no unique, immediate, not null key on (id).'], 'then the other side lacks it');
select is(pg_temp.follow((:'refusal'::text[])[4]), 'done', 'that hint works, too');
select is(pg_temp.register('plain') #>> '{result,key}', '["id"]', 'and the table is registered');
select is((select identity_generation from information_schema.columns where (table_schema, table_name, column_name) = ('new', 'plain', 'id')), 'BY DEFAULT',
  'new rows get their numbers after the flip as well');

create table old.loose (id bigint, note text);
create table new.loose (id bigint, note text);
select (pg_temp.refusal(pg_temp.register('loose')))[4] as hint \gset
select is(:'hint'::text, 'alter table old.loose add primary key (id);', 'a column id that is there is used');
select is(pg_temp.follow(:'hint'), 'done', 'it works');
select is(pg_temp.follow((pg_temp.refusal(pg_temp.register('loose')))[4]), 'done', 'on both sides');
select is(pg_temp.register('loose') #>> '{result,key}', '["id"]', 'registered');

create table old."Weird ""Name" (id bigint primary key, a integer, b text);
create table new."Weird ""Name" (id bigint primary key, a integer, b text);
select (pg_temp.refusal(pg_temp.register('Weird "Name', '{"key_columns": ["b", "a"]}')))[4] as hint \gset
select is(:'hint'::text, 'alter table old."Weird ""Name" alter column b set not null, alter column a set not null, add unique (b, a);', 'a second key beside a primary one is a unique one');
select is(pg_temp.follow(:'hint'), 'done', 'it works');
select is(pg_temp.follow((pg_temp.refusal(pg_temp.register('Weird "Name', '{"key_columns": ["b", "a"]}')))[4]), 'done', 'on both sides');
select bag_eq(format('select jsonb_array_elements_text(%L)', pg_temp.register('Weird "Name', '{"key_columns": ["b", "a"]}') #> '{result,key}'), array['a', 'b'], 'registered by it');
select is((pg_temp.refusal(pg_temp.register('none', '{"legacy_table": "lone", "supabase_table": "lone", "key_columns": ["nope"]}')))[1], 'CT003', 'a table that is not there');
create table old.lone (id bigint primary key);
create table new.lone (id bigint primary key);
select is((pg_temp.refusal(pg_temp.register('lone', '{"key_columns": ["nope"]}')))[1:2], array['CT001', 'Argument key_columns: old.lone has no column nope.'], 'a key column that is not there');

create table old.deferred (id bigint primary key deferrable, note text);
create table new.deferred (id bigint primary key, note text);
select (pg_temp.refusal(pg_temp.register('deferred')))[4] as hint \gset
select is(pg_temp.follow(:'hint'), 'done', 'a deferrable key is none; the hint gives another');
select is(pg_temp.register('deferred') #>> '{result,key}', '["id"]', 'which is enough');
create table old.partial (id bigint not null, note text);
create unique index on old.partial (id) where note is not null;
create table new.partial (id bigint primary key, note text);
select is((pg_temp.refusal(pg_temp.register('partial')))[1], 'CT401', 'nor is one with a condition');
create table old.expression (id bigint not null, note text);
create unique index on old.expression ((id + 1));
create table new.expression (id bigint primary key, note text);
select is((pg_temp.refusal(pg_temp.register('expression')))[1], 'CT401', 'nor one over an expression');
create table old.nullable (id bigint unique, note text);
create table new.nullable (id bigint primary key, note text);
select is((pg_temp.refusal(pg_temp.register('nullable')))[1], 'CT401', 'nor one that takes nulls');
select * from finish();
rollback;
