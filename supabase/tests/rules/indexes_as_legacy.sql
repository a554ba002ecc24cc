-- An index that legacy alone has is found by name and keys; one on supabase that begins with the same keys is its equal.
\ir setup.inc
select plan(7);
select is(pg_temp.found('indexes_as_legacy'), null, 'the same indexes');
create index "by Note" on old.item (note, line) where code is not null;
select is(pg_temp.found('indexes_as_legacy'), 'item warning 1: "by Note" using btree (note, line) where (code IS NOT NULL)', 'legacy alone has it');
create index on new.item (note, line);
select matches(pg_temp.found('indexes_as_legacy'), '^item warning 1: "by Note"', 'without the predicate it is another one');
create index on new.item (line, note) where code is not null;
select matches(pg_temp.found('indexes_as_legacy'), '^item warning 1: "by Note"', 'so it is in another order');
create index on new.item (note, line, code) where code is not null;
select is(pg_temp.found('indexes_as_legacy'), null, 'one that begins with the same keys');
create index on old.owner (lower(name));
select is(pg_temp.found('indexes_as_legacy'), 'owner warning 1: owner_lower_idx using btree (lower(name))', 'over an expression');
create index on new.owner (lower(name));
select is(pg_temp.found('indexes_as_legacy'), null, 'on both');
select * from finish();
rollback;
