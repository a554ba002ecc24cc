-- freeze_writes queue: what is written during a freeze window is kept and replayed in order, as its writer, on the side that is the truth then.
\ir ../runs/setup.inc
select plan(27);
select cutover.complete_freeze_window((cutover_private.active_freeze_window(:shop)).id) ->> 'ok' as ok \gset
create role clerk;
grant clerk to current_user;
grant usage on schema shop, old, new to clerk;
grant select, insert, update, delete on shop.owner, shop.item, old.owner, old.item, new.owner, new.item to clerk;
alter table new.item enable row level security;
create policy own on new.item to clerk using (note = current_setting('request.jwt.claims', true)::jsonb ->> 'sub') with check (note = current_setting('request.jwt.claims', true)::jsonb ->> 'sub');
insert into shop.owner (id, name) values (3, 'carl'), (4, 'dora'), (5, 'emil'), (6, 'fritz');
select pg_temp.settle();
select is(cutover.set_freeze_writes(t, 'queue', 'test') ->> 'ok', 'true', t || ' queues') from unnest(array['owner', 'item']) t;
select cutover.start_emergency_freeze('shop', 'test') #>> '{result,window}' as freeze \gset

-- The first of these is nobody else's business; the last one is sent twice.
insert into shop.owner (id, name) values (10, 'new');
insert into shop.item values (10, 1, 'child', 'k');
update shop.owner set name = 'anna, later' where id = 1;
delete from shop.owner where id = 6;
insert into shop.owner (name) values ('without a key');
update shop.owner set total = total + 1 where id = 3;
update shop.owner set total = total + 1 where id = 4;
update shop.owner set total = total + 1 where id = 4;
delete from shop.owner where id = 5;
insert into shop.item values (77, 1, 'no such parent', null);
insert into shop.item values (10, 2, 'twice', 'k');
set local cutover.idempotency_key = 'once';
update shop.owner set name = 'ben, once' where id = 2;
update shop.owner set name = 'ben, once' where id = 2;
set local cutover.idempotency_key = '';
set local role clerk;
set local request.jwt.claims = '{"sub": "karl"}';
insert into shop.item values (10, 3, 'karl', null), (10, 4, 'not karl', null);
reset role;
set local request.jwt.claims = '';

select is((select count(*) from shop.owner), 6::bigint, 'nothing is written');
select is((select count(*) from cutover.queued_writes q where q.status = 'waiting'), 14::bigint, 'everything waits, the repeated write once');
select is((select operation || ' ' || key::text || ' ' || (written_as = current_user) from cutover.queued_writes order by id limit 1), 'insert {10} true', 'by key, with its writer');
select is((select count(*) from cutover.queued_writes where key is null), 1::bigint, 'or without a key');
select is(jsonb_path_query_array(cutover.status('shop'), '$.result.groups[*].tables[*].queued_writes'), '[9, 5]', 'status counts them');
select is(
  (select array_agg(column_name::text) from information_schema.columns where table_schema = 'cutover' and table_name = 'queued_writes' and column_name like '%value%'), null, 'operators see no values');

-- The group goes over meanwhile.
select is(pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status', 'completed', 'a cutover in the window');
select is(cutover_private.open_gates(:shop), null, 'the gate stays while the window is active');
-- Somebody writes past the view.
update new.owner set total = 100 where id = 3;
update new.owner set name = 'emil, changed' where id = 5;
select cutover.complete_freeze_window(:'freeze') ->> 'ok' as ok \gset
select is(cutover_private.gates_to_open(), array[:shop]::bigint[], 'the window is over');
select is(cutover_private.open_gates(:shop), '{"replayed": 8, "conflicts": 6}', 'replayed');
select is(current_user, session_user, 'as somebody else, but not for longer');
select results_eq('select id, name, total from new.owner where id <= 10 order by id', $$values (1::bigint, 'anna, later', 0::numeric), (2, 'ben, once', 0), (3, 'carl', 100), (4, 'dora', 1), (5, 'emil, changed', 0), (10, 'new', 0)$$,
  'on supabase, which is the truth now');
select is((select count(*) from new.owner where name = 'without a key' and id > 10), 1::bigint, 'keys are given at the replay');
select bag_eq('select owner_id, line, note from new.item', $$values (1::bigint, 1, 'one'), (10, 1, 'child'), (10, 3, 'karl')$$, 'children after their parents');
select results_eq($$select operation || ' ' || key::text, error_code, error_object from cutover.queued_writes where status = 'conflict' order by id$$,
  $$values ('update {3}', 'CT707', null::text), ('update {4}', 'CT707', null), ('delete {5}', 'CT707', null), ('insert {77,1}', '23503', 'item_owner_id_fkey'),
    ('insert {10,2}', '23505', 'item_code_key'), ('insert {10,4}', '42501', null)$$, 'what no longer fits, or is not allowed, is kept as a conflict');
select is((select count(*) from cutover_private.queued_values), 6::bigint, 'with its values; those of the others are gone');
select is(pg_temp.write($$update shop.owner set name = 'dora, at once' where id = 4$$), 'done', 'writes go on');
select is((select name from new.owner where id = 4), 'dora, at once', 'at once');

select id as conflict from cutover.queued_writes where key = '{77,1}' \gset
select is(cutover.resolve_queued_write(:conflict, 'forget', 'test') #>> '{error,code}', 'CT001', 'no such way');
select is(cutover.resolve_queued_write(2000000000, 'retry', 'test') #>> '{error,code}', 'CT012', 'no such write');
insert into shop.owner (id, name) values (77, 'parent after all');
select is(cutover.resolve_queued_write(:conflict, 'retry', 'the parent is there') #>> '{result,operation}', 'insert', 'retry');
select cutover_private.gate_turn();
select is((select status from cutover.queued_writes where id = :conflict), 'replayed', 'succeeds');
select id as conflict from cutover.queued_writes where key = '{10,2}' \gset
select is(cutover.resolve_queued_write(:conflict, 'discard', 'a double') ->> 'ok', 'true', 'discard');
select is(cutover.resolve_queued_write(:conflict, 'retry', 'test') #>> '{error,code}', 'CT201', 'is the end of it');
select cutover.set_setting('write_queue_limit', '1') ->> 'ok' as ok \gset
select cutover.start_emergency_freeze('shop', 'test') ->> 'ok' as ok \gset
update shop.owner set total = 7 where id = 1;
select throws_ok($$update shop.owner set total = 8 where id = 1$$, 'CT706', null, 'a full queue refuses');
select * from finish();
rollback;
