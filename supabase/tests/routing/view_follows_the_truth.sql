-- The routed view shows the side that is the truth, before and after the flip, with the same columns in the same order; all writes go there.
\ir ../pipeline/setup.inc
select plan(17);
create function pg_temp.side() returns text language sql as $$ select substring(pg_get_viewdef('shop.owner'::regclass) from 'FROM (\w+)\.') $$;
create function pg_temp.columns() returns text language sql as $$
  select string_agg(column_name || ' ' || data_type, ', ' order by ordinal_position) from information_schema.columns where (table_schema, table_name) = ('shop', 'owner')
$$;
select pg_temp.settle();
select pg_temp.columns() as columns \gset
select is(:'columns'::text, 'id bigint, name text, total numeric', 'columns as in supabase');
select is(pg_temp.side(), 'old', 'over legacy at first');
select is((select (v.is_updatable, t.is_insertable_into)::text from information_schema.views v join information_schema.tables t using (table_schema, table_name)
  where (table_schema, table_name) = ('shop', 'owner')), '(YES,YES)', 'writable as it stands');
insert into shop.owner (name) values ('carl') returning id as carl \gset
insert into shop.owner values (:carl, 'karl') on conflict (id) do update set name = excluded.name;
select is((select name from old.owner where id = :carl), 'karl', 'inserts draw their identity, upserts work, returning too');
select is((select count(*) from new.owner where id = :carl), 0::bigint, 'only legacy was written');
prepare report as select name from shop.owner order by id;
select results_eq('execute report', array['anna', 'ben', 'karl'], 'a prepared statement');
select pg_temp.settle();
-- What the flip does, in its order.
select cutover_private.set_routed_view(t, 'supabase', 'supabase') from cutover.cutover_tables t where id = :owner;
select cutover_agent.become_receiver(array[legacy_endpoint], gen_random_uuid(), 'supabase is the source of truth for this table')
from cutover.cutover_tables where id = :owner;
select cutover_agent.become_truth(array[supabase_endpoint]) from cutover.cutover_tables where id = :owner;
select is(pg_temp.side(), 'new', 'over supabase afterwards');
select is(pg_temp.columns(), :'columns'::text, 'the same columns');
select is_empty($$select 1 from pg_depend d join pg_rewrite r on r.oid = d.objid where r.ev_class = 'shop.owner'::regclass and d.refobjid = 'old.owner'::regclass$$, 'nothing in it depends on legacy');
insert into shop.owner (id, name) values (70, 'dora');
update shop.owner set name = 'anne' where id = 1;
delete from shop.owner where id = 2;
select results_eq('select name from new.owner order by id', array['anne', 'karl', 'dora'], 'writes go there');
select results_eq('execute report', array['anne', 'karl', 'dora'], 'a prepared statement finds the other side');
select is((select string_agg(name, ',' order by id) from old.owner), 'anna,ben,karl', 'legacy stands as it was left');
select throws_ok($$update old.owner set name = 'no' where id = 1$$, 'CT701', 'Writes to old.owner are blocked: supabase is the source of truth for this table.', 'and refuses writes');
create function pg_temp.hint(p_sql text) returns text language plpgsql as $$
declare v_hint text;
begin
  execute p_sql;
  return 'not refused';
exception when others then
  get stacked diagnostics v_hint = pg_exception_hint;
  return v_hint;
end $$;
select is(pg_temp.hint('insert into old.owner (name) values (''no'')'),
  'Write through the routed view, or to the side that is the source of truth now; retry in a moment during a cutover.', 'with a hint where to go');
select throws_ok('truncate old.owner, old.item', 'CT701', null, 'TRUNCATE, too');
select cutover_private.set_routed_view(t, 'legacy', 'legacy') from cutover.cutover_tables t where id = :owner;
select is(pg_temp.side(), 'old', 'and back');
select is(pg_temp.columns(), :'columns'::text, 'the same columns still');
select * from finish();
rollback;
