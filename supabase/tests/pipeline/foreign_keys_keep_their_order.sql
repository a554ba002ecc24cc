-- Within one pass parents are written before children and taken away after them; what comes too early is tried again.
\ir setup.inc
select plan(11);
select pg_temp.settle();
insert into old.owner (id, name) values (20, 'dora');
insert into old.item values (20, 1, 'child', null);
select is((select (applied, failed)::text from cutover_private.apply_pass(:shop)), '(2,0)', 'parent and child in one pass');
delete from old.item where owner_id = 20;
delete from old.owner where id = 20;
select is((select (applied, failed)::text from cutover_private.apply_pass(:shop)), '(2,0)', 'taken away in one pass');
insert into old.item values (1, 5, 'first the child', null);
insert into old.owner (id, name) values (21, 'emil');
update old.item set owner_id = 21 where line = 5;
select is((select (applied, failed)::text from cutover_private.apply_pass(:shop, 1)), '(1,0)', 'the first entry of the child finds its key gone');
-- The entry of the new parent gets lost, so that the child comes without it.
delete from cutover_agent.journal j using cutover_agent.endpoints e where e.number = j.endpoint_number and e.table_name = 'owner';
select is((select failed from cutover_private.apply_pass(:shop)), 1, 'is refused');
select is((select (key, error_code, error_object, attempts)::text from cutover.apply_failures), '("{21,5}",23503,item_owner_id_fkey,1)', 'which is noted, without values');
select is(pg_temp.journal(), 1::bigint, 'its entry stays');
select is((select (applied, failed)::text from cutover_private.apply_pass(:shop)), '(0,1)', 'tried again');
select is((select attempts from cutover.apply_failures), 2, 'and counted');
select cutover_agent.mark_dirty((select legacy_endpoint from cutover.cutover_tables where name = 'owner'), array['{21}']);
select pg_temp.settle();
select is_empty('select 1 from cutover.apply_failures', 'once the parent is there it passes');
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'and the sides are equal');
update old.item set code = case line when 1 then null else 'a' end where owner_id in (1, 21);
insert into old.item values (1, 2, 'x', 'b');
select pg_temp.settle();
delete from old.item where code = 'b';
update old.item set code = 'b' where code = 'a';
insert into old.item values (1, 2, 'x', 'a');
select pg_temp.settle();
select is_empty($$select pg_temp.different('item')$$, 'unique values that rows handed on or swapped arrive');
select * from finish();
rollback;
