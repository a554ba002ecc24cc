-- A column that came, went or changed since registration stops backfill, prepare and cutover: its values would be left behind without a word.
\ir setup.inc
select plan(16);
create function pg_temp.answers() returns text[] language sql as $$
  select array[cutover.prepare_cutover('shop') #>> '{error,code}', cutover.execute_cutover('shop') #>> '{error,code}', cutover.execute_cutover('shop', true) #>> '{error,code}']
$$;
savepoint sound;
alter table old.owner add column phone text;
select is(pg_temp.answers(), array['CT402', 'CT402', 'CT402'], 'a new column on legacy');
select is(cutover.execute_cutover('shop') #>> '{error,details}', 'column phone of legacy has no counterpart phone in supabase: add it, map it, or list it in ignored_columns', 'is named');
alter table new.owner add column phone text;
select is(pg_temp.answers(), array['CT402', 'CT402', 'CT402'], 'on both sides it is not carried over either');
select is((cutover.execute_cutover('shop') -> 'error') - 'name' - 'details', '{"code": "CT402", "message": "The columns of table owner have changed since it was registered.",
  "hint": "Unregister the table and register it again (cutover.unregister_table, cutover.register_table)."}', 'the way out is said');
select is(cutover.unregister_table('owner') ->> 'ok', 'true', 'which can be gone');
select is(cutover.unregister_table('item') ->> 'ok', 'true', 'with all tables of the group');
select is(cutover.register_table('owner', 'pipeline_test', 'old', 'owner', 'new', 'owner', 'shop', 'shop', 'owner') ->> 'ok', 'true', 'registered again');
rollback to savepoint sound;
alter table old.item drop column code cascade;
select is(pg_temp.answers(), array['CT402', 'CT402', 'CT402'], 'a column that went');
rollback to savepoint sound;
drop view shop.item;
alter table new.item alter column line type text;
select is(pg_temp.answers(), array['CT402', 'CT402', 'CT402'], 'a type that changed');
rollback to savepoint sound;
alter table old.item rename to gone;
select is((pg_temp.answers())[2:3], array['CT003', 'CT003'], 'a table that went');
rollback to savepoint sound;
alter table new.owner add column added text default 'supabase''s own';
select is((pg_temp.answers())[2], null, 'a column that supabase has for itself is no obstacle');
select is(cutover.abort_run('shop', 'test') #>> '{result,status}', 'released', 'aborted');
-- While a run is under way, too.
select cutover.execute_cutover('shop') as answer \gset
alter table old.owner add column phone text;
select pg_temp.drive(:'answer') as status \gset
select is(array[:'status'::jsonb ->> 'status', :'status'::jsonb #>> '{error,code}'], array['released', 'CT402'], 'it ends as released');
select is((select string_agg(distinct write_source, ',') from cutover.cutover_tables where group_id = :shop), 'legacy', 'and nothing was switched');
rollback to savepoint sound;
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
alter table new.owner add column phone text;
select is(:'status'::text, 'completed', 'cut over');
select is(pg_temp.drive(cutover.rollback_cutover('shop', 'test')) ->> 'status', 'completed', 'the way back stays open');
select * from finish();
rollback;
