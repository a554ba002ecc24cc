-- A table that was renamed or replaced under its old name is not the one that was registered.
\ir setup.inc
select plan(3);
alter table shop.part rename to part_old;
select throws_ok(format('select * from cutover_agent.row_hashes(%L, %L)', :'part', '{}'), 'CT702', null, 'renamed');
create table shop.part (id bigint primary key, item_id bigint, note text);
select throws_ok(format('select cutover_agent.become_truth(array[%L]::uuid[])', :'part'), 'CT702', null, 'replaced');
select throws_ok($$select cutover_agent.count_rows(gen_random_uuid())$$, 'CT702', null, 'never known');
select * from finish();
rollback;
