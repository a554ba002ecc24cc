-- Text keys are cut into ranges only where both sides sort them alike: two servers, or two collations, may not. Odd ones are compared like any other.
\ir setup.inc
select plan(6);
create table old."W""t" ("K y" text collate "C", n integer, "v""" text, primary key ("K y", n));
create table new."W""t" ("K y" text, n integer, "V al" text, primary key ("K y", n));
select cutover.register_table('odd', 'reconciliation_test', 'old', 'W"t', 'new', 'W"t', p_columns => '{"v\"": "V al"}') ->> 'ok' as ok \gset
insert into old."W""t" select e'a"\\{,}\n' || g, g, 'same' from generate_series(1, 40) g;
insert into old."W""t" values ('', 1, ''), ('NULL', 2, null);
insert into new."W""t" select * from old."W""t";
delete from new."W""t" where n = 7;
update new."W""t" set "V al" = '' where "K y" = 'NULL';
update new."W""t" set "K y" = ' ' where "K y" = '';

select chunks_total, missing, extra, mismatched from pg_temp.reconcile('odd') \gset job_
select is(:job_chunks_total, 1, 'two collations: one chunk');
select is(array[:job_missing, :job_extra, :job_mismatched]::bigint[], array[2, 1, 1]::bigint[], 'every difference is found');
select bag_eq('select * from pg_temp.drift()', $$values (array[e'a"\\{,}\n7', '7']::text, 'missing', '{}'), ('{"",1}', 'missing', '{}'), ('{" ",1}', 'extra', '{}'),
  ('{"NULL",2}', 'mismatched', '{"V al"}')$$, 'under its own key');

delete from cutover.drifted_rows;
alter table old."W""t" alter column "K y" type text collate "default";
select chunks_total, missing, extra, mismatched from pg_temp.reconcile('odd') \gset job_
select cmp_ok(:job_chunks_total, '>', 1, 'one collation in one database: ranges');
select is(array[:job_missing, :job_extra, :job_mismatched]::bigint[], array[2, 1, 1]::bigint[], 'every difference is found');
select bag_eq('select * from pg_temp.drift()', $$values (array[e'a"\\{,}\n7', '7']::text, 'missing', '{}'), ('{"",1}', 'missing', '{}'), ('{" ",1}', 'extra', '{}'),
  ('{"NULL",2}', 'mismatched', '{"V al"}')$$, 'under its own key');
select * from finish();
rollback;
