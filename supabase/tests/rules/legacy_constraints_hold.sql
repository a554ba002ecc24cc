-- What legacy alone promises of its rows (checks, unique columns, not null) is found by its name; promised by supabase as well, it is not.
\ir setup.inc
select plan(4);
select is(pg_temp.found('legacy_constraints_hold'), null, 'the same promises');
alter table new.item drop constraint item_code_key;
select is(pg_temp.found('legacy_constraints_hold'), 'item warning 1: item_code_key: btree (code)', 'unique on legacy alone');
alter table old.owner add constraint polite check (name <> 'stupid');
select is(pg_temp.found('legacy_constraints_hold'), 'item warning 1: item_code_key: btree (code); owner warning 1: polite: CHECK ((name <> ''stupid''::text))', 'a check');
create unique index on new.item (code);
alter table new.owner add constraint polite check (name <> 'stupid');
select is(pg_temp.found('legacy_constraints_hold'), null, 'both added');
select * from finish();
rollback;
