-- Tables tied by foreign keys belong to one group: another group's are refused by name, missing ones are named and needed later.
\ir setup.inc
select plan(14);
create table old.owner (id bigint primary key);
create table old.item (id bigint primary key, owner_id bigint references old.owner);
create table old.note (id bigint primary key, item_id bigint);
create table new.owner (id bigint primary key);
create table new.item (id bigint primary key, owner_id bigint references new.owner);
create table new.note (id bigint primary key, item_id bigint references new.item);
select is(pg_temp.register('item', '{"group": "shop"}') #> '{result,neighbours_not_registered}',
  '["new.note (supabase)", "new.owner (supabase)", "old.owner (legacy)"]', 'neighbours on either side that are not registered yet are named');
select is(cutover.start_backfill('shop') #>> '{error,code}', 'CT403', 'the backfill waits for them');
select is((pg_temp.refusal(cutover.start_backfill('shop')))[3], 'new.note (supabase), new.owner (supabase), old.owner (legacy)', 'by name');
select is(pg_temp.refusal(pg_temp.register('owner', '{"group": "other"}')),
  array['CT403', 'Foreign keys tie owner to tables of another group.', 'item (group shop)', 'Tables that refer to each other flip together: use that group.'], 'a parent in another group');
select is((pg_temp.refusal(pg_temp.register('note', '{"group": "other"}')))[3], 'item (group shop)', 'a child in another group');
select is_empty($$select 1 from cutover.table_groups where name = 'other'$$, 'the other group was not made');
select is(pg_temp.register('note', '{"group": "shop"}') #> '{result,neighbours_not_registered}', '["new.owner (supabase)", "old.owner (legacy)"]', 'one by one');
select is(pg_temp.register('owner', '{"group": "shop"}') #> '{result,neighbours_not_registered}', '[]', 'the group closes');
select results_eq($$select name from cutover.cutover_tables t where group_id = (cutover_private.find_group('shop')).id order by position$$, $$values ('owner'), ('item'), ('note')$$,
  'parents come first, whatever the order of registration');
create table old.a (id bigint primary key, b_id bigint);
create table old.b (id bigint primary key, a_id bigint references old.a);
alter table old.a add foreign key (b_id) references old.b;
create table new.a (id bigint primary key, parent_id bigint references new.a, b_id bigint);
create table new.b (id bigint primary key, a_id bigint);
alter table old.a add column parent_id bigint;
select is(pg_temp.register('a', '{"group": "cycle"}') ->> 'ok', 'true', 'a cycle');
select is(pg_temp.register('b', '{"group": "cycle"}') #> '{result,neighbours_not_registered}', '[]', 'closes, self references included');
select is(cutover.start_backfill('cycle') ->> 'ok', 'true', 'and may begin');
create table old.late (id bigint primary key);
create table new.late (id bigint primary key);
select is((pg_temp.refusal(pg_temp.register('late', '{"group": "cycle"}')))[1:2], array['CT201', 'Group cycle has begun its migration; tables cannot join it now.'],
  'a group that has begun takes no more tables');
select cutover.register_legacy_source('registry_second', 'local') as ok \gset
select is((pg_temp.refusal(pg_temp.register('late', '{"group": "shop", "source": "registry_second"}')))[1:2], array['CT406', 'Group shop belongs to another legacy source.'], 'nor one of another source');
select * from finish();
rollback;
