-- A disk that is nearly full is found, as far as anybody told how large it is; what SQL does not see is said.
\ir setup.inc
select plan(5);
select is(pg_temp.found('resources'), null, 'room to spare');
select matches((select evidence ->> 'disk' from cutover.cutover_checklists where table_id = :item and rule_id = 'resources'), '^not known', 'nobody has told how large the disk is');
select matches((select evidence ->> 'not_seen' from cutover.cutover_checklists where table_id = :item and rule_id = 'resources'), 'CPU, memory and I/O', 'nor does SQL see everything else');
update cutover.settings set value = '0.001' where key = 'disk_size_gb';
select matches(pg_temp.found('resources'), '^item warning 1: The disk is filled by [\d.]+ %; owner warning 1: ', 'a small one');
update cutover.settings set value = '100000' where key = 'disk_size_gb';
select is(pg_temp.found('resources'), null, 'a large one');
select * from finish();
rollback;
