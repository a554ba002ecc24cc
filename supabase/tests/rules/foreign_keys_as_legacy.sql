-- A foreign key that legacy alone enforces is found by its name; added to supabase, under whatever name, it is not.
\ir setup.inc
select plan(4);
select is(pg_temp.found('foreign_keys_as_legacy'), null, 'both sides enforce it');
alter table new.item drop constraint item_owner_id_fkey;
select is(pg_temp.found('foreign_keys_as_legacy'), 'item failed 1: item_owner_id_fkey: FOREIGN KEY (owner_id) REFERENCES old.owner(id)', 'legacy alone does');
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'false', 'which no group is ready with');
alter table new.item add constraint another_name foreign key (owner_id) references new.owner;
select is(pg_temp.found('foreign_keys_as_legacy'), null, 'added');
select * from finish();
rollback;
