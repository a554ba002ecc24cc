-- A constraint that is not validated, or an index that is not valid, is found by its name; validated, it is not.
\ir setup.inc
select plan(4);
select is(pg_temp.found('constraints_valid'), null, 'all valid');
alter table new.item add constraint "Short ""Note""" check (length(note) < 100) not valid;
select is(pg_temp.found('constraints_valid'), 'item failed 1: constraint "Short ""Note""" of new.item is not validated', 'not validated');
alter table new.item validate constraint "Short ""Note""";
select is(pg_temp.found('constraints_valid'), null, 'validated');
-- As create index on only leaves it, until each partition has its own.
create table new.parted (id integer) partition by range (id);
create table new.part partition of new.parted for values from (1) to (10);
create index parted_id on only new.parted (id);
select results_eq($$select i from cutover_private.invalid_promises((select jsonb_populate_record(t, '{"supabase_table": "parted"}') from cutover.cutover_tables t where t.name = 'item')) i$$,
  array['index parted_id is not valid'], 'an index that is not valid');
select * from finish();
rollback;
