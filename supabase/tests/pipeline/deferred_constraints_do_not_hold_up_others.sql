-- A constraint that is checked at commit refuses the rows that break it, not the commit with everything in it.
\ir setup.inc
select plan(8);
select pg_temp.settle();
alter table old.item drop constraint item_owner_id_fkey;
alter table new.item alter constraint item_owner_id_fkey deferrable initially deferred;
insert into old.item values (99, 1, 'orphan', 'b'), (2, 1, 'fits', 'c');
insert into old.owner (id, name) values (3, 'carl');
select pg_temp.settle();
select lives_ok('set constraints all immediate', 'nothing is left for the commit to refuse');
set constraints all deferred;
select results_eq('select key, error_code, error_object from cutover.apply_failures', $$values (array['99', '1'], '23503', 'item_owner_id_fkey')$$, 'the orphan is listed');
select results_eq($$select pg_temp.different('item')$$, array['only old: (99,1,orphan,b)'], 'it alone stays behind');
select is_empty($$select pg_temp.different('owner')$$, 'the other table is equal');
insert into old.owner (id, name) values (99, 'parent');
select pg_temp.settle();
select is_empty('select 1 from cutover.apply_failures', 'with its parent it passes');
select is_empty($$select pg_temp.different('item')$$, 'equal');
-- What only fits together, whichever comes first, still does.
alter table new.owner add column best integer, add constraint best foreign key (id, best) references new.item deferrable initially deferred;
alter table new.owner alter column best set default 1;
insert into old.owner (id, name) values (200, 'circle');
insert into old.item values (200, 1, 'circle', 'd');
select pg_temp.settle();
select is_empty('select 1 from cutover.apply_failures', 'two rows that refer to each other pass');
-- A constraint's own function may raise what it likes.
create function new.no_seven(p_line integer) returns integer language plpgsql as $$
begin if p_line = 7 then raise exception 'no seven'; end if; return p_line; end $$;
alter table new.item add constraint no_seven check (new.no_seven(line) is not null);
insert into old.item values (1, 7, 'seven', 'e'), (1, 8, 'eight', 'f');
select pg_temp.settle();
select results_eq($$select pg_temp.different('item')$$, array['only old: (1,7,seven,e)'], 'it refuses its row alone');
select * from finish();
rollback;
