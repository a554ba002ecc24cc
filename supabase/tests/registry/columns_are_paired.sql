-- Columns go together by name or by mapping; those that cannot go there and back are refused, all in one answer.
\ir setup.inc
select plan(13);
create table old.item (id bigint primary key, name text not null, price numeric(10,2), flag integer, "Old Name" text, secret text, must text not null);
create table new.item (id integer primary key, name varchar(40) not null, price numeric(12,3), flag boolean, new_name text, added text not null);
select pg_temp.register('item', '{"columns": {"Old Name": "new_name", "nope": "x"}, "ignored_columns": ["must", "gone"]}') as answer \gset
select is((pg_temp.refusal(:'answer'))[1:2], array['CT402', 'The columns of the two sides do not fit together.'], 'refused');
select is(string_to_array(:'answer'::jsonb #>> '{error,details}', '; '), array[
  'column flag is integer on legacy and boolean in supabase: values would not come back unchanged', 'give both the same type',
  'column secret of legacy has no counterpart secret in supabase: add it, map it, or list it in ignored_columns',
  'column added exists in supabase only, is not null and has no default: give it one, or drop not null',
  'ignored column must of legacy is not null and has no default: rows written in supabase could not go back',
  'the mapping names column nope, which legacy does not have',
  'ignored_columns names column gone, which legacy does not have'], 'with every reason at once');
select is((select count(*) from cutover.cutover_tables where name = 'item') + (select count(*) from cutover.table_groups where name = 'item')
  + (select count(*) from cutover_agent.endpoints where schema_name in ('old', 'new')), 0::bigint, 'and nothing is left of it');
alter table old.item alter column must set default '', alter column flag type boolean using true;
alter table new.item alter column added set default '';
select pg_temp.register('item', '{"columns": {"Old Name": "new_name"}, "ignored_columns": ["must", "secret"]}') as answer \gset
select is(:'answer'::jsonb #>> '{result,key}', '["id"]', 'put right, it is registered');
select results_eq($$select c ->> 'legacy', c ->> 'supabase', c ->> 'class', (c ->> 'key')::boolean from cutover.cutover_tables t, jsonb_array_elements(t.columns) c where t.name = 'item'$$,
  $$values ('id', 'id', 'integer', true), ('name', 'name', 'text', false), ('price', 'price', 'numeric', false), ('flag', 'flag', 'boolean', false), ('Old Name', 'new_name', 'text', false)$$,
  'pairs, the key first, with how each is compared');
select is((select ignored_columns from cutover.cutover_tables where name = 'item'), array['must', 'secret'], 'ignored columns are kept');
select bag_eq(format('select jsonb_array_elements_text(%L)', :'answer'::jsonb #> '{result,notes}'), array[
  'column id is bigint on legacy and integer in supabase', 'column name is text on legacy and character varying(40) in supabase',
  'column price is numeric(10,2) on legacy and numeric(12,3) in supabase'], 'differences that can be lived with are noted');

create table old.nulls (id bigint primary key, a text, b text not null, doubled bigint);
create table new.nulls (id bigint primary key, a text not null, b text, doubled bigint generated always as (id * 2) stored);
select bag_eq(format('select jsonb_array_elements_text(%L)', pg_temp.register('nulls') #> '{result,notes}'), array[
  'column a is not null in supabase but nullable on legacy: rows with a null stay behind',
  'column b is nullable in supabase but not null on legacy: such rows could not go back',
  'column doubled is generated on one side only'], 'so are nulls that only one side takes, and generated columns');
create table old.keyed (id bigint primary key, name text);
create table new.keyed (id bigint primary key, name text);
select is((pg_temp.refusal(pg_temp.register('keyed', '{"ignored_columns": ["id"]}')))[1:2], array['CT001', 'Argument ignored_columns: a key column cannot be ignored.'], 'a key cannot be ignored');
select is((pg_temp.refusal(pg_temp.register('keyed', '{"columns": ["id"]}')))[1], 'CT001', 'a mapping that is no object');
select is((pg_temp.refusal(pg_temp.register('keyed', '{"ignored_columns": "name"}')))[1], 'CT001', 'ignored columns that are no array');
select is((pg_temp.refusal(pg_temp.register('keyed', '{"columns": {"name": "id"}}')))[1], 'CT402', 'two columns cannot go into one');
create table old.mapped (code text primary key, label text);
create table new.mapped ("Code" text primary key, label text);
select is(pg_temp.register('mapped', '{"columns": {"code": "Code"}}') #>> '{result,columns,0,supabase}', 'Code', 'a key can be mapped');
select * from finish();
rollback;
