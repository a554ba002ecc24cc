-- Names with quotes, spaces and capitals, and keys with every awkward character, go all the way.
\ir setup.inc
select plan(10);
create schema "We ird""Schema";
create table "We ird""Schema"."Weird ""Name" ("Key, 'one'" text, "select" date, "Va""l{ue}" text, primary key ("Key, 'one'", "select"));
\set odd aaaaaaaa-0000-0000-0000-000000000003
select cutover_agent.register_endpoint(:'odd', 'We ird"Schema', 'Weird "Name', array['Key, ''one''', 'select', 'Va"l{ue}'], array['text', 'date', 'text'], 2) as number \gset
select cutover_agent.become_truth(array[:'odd']::uuid[]);
insert into "We ird""Schema"."Weird ""Name" values (e'a"b\\c{},\'\n', '2026-01-02', 'x'), ('NULL', '2026-01-02', null), ('', '2026-01-02', '');
select is((select count(*) from cutover_agent.take_changes(array[:'odd']::uuid[], 10) where present), 3::bigint, 'captured and read back');
create temporary table taken as select * from cutover_agent.take_changes(array[:'odd']::uuid[], 10);
create temporary table original as select * from "We ird""Schema"."Weird ""Name";
select cutover_agent.become_receiver(array[:'odd']::uuid[], :'token', 'x');
select throws_ok($$delete from "We ird""Schema"."Weird ""Name"$$, 'CT701', 'Writes to "We ird""Schema"."Weird ""Name" are blocked: x.', 'guarded');
select is((select count(*) from cutover_agent.row_hashes(:'odd', (select array_agg(key::text) from taken))), 3::bigint, 'hashed by key');
select is((select count(*) from taken t
  join cutover_agent.leaf_hashes(:'odd', null, null, 1, '{0}') h on h.key = t.key::text), 3::bigint, 'in leaves');
select lives_ok(format('select cutover_agent.apply_rows(array[%L]::uuid[], %L, %L, %L, %L)', :'odd', '{}', '{}', '{1,1,1}',
  (select array_agg(key::text) from taken)), 'deleted by key');
select is((select count(*) from "We ird""Schema"."Weird ""Name"), 0::bigint, 'all of them');
select pg_temp.apply(:'odd', variadic (select array_agg(row_values::text) from taken));
select bag_eq($$select * from "We ird""Schema"."Weird ""Name"$$, $$select * from original$$, 'applied as they were');
select lives_ok(format('select cutover_agent.mark_dirty(%L, %L)', :'odd', (select array_agg(key::text) from taken)), 'marked');
select is((select count(*) from cutover_agent.pending_keys(:'odd', (select array_agg(key::text) from taken))), 3::bigint, 'pending');
select lives_ok(format('select cutover_agent.unregister_endpoint(%L)', :'odd'), 'unregistered');
select * from finish();
rollback;
