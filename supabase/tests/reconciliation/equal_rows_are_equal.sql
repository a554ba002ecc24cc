-- Equal values of every type are equal, whatever type, scale and column order the two sides declare.
\ir setup.inc
select plan(4);
create type old.mood as enum ('sad', 'glad');
create type new.mood as enum ('glad', 'sad');
create table old.kinds (id uuid primary key, a smallint, b real, c double precision, d numeric, e char(5), f varchar(9), g jsonb, h json, i date,
  j timestamptz, k timestamp, l time, m interval, n bytea, o boolean, p text [], q inet, r old.mood, s int4range, t bit(4));
create table new.kinds (t bit(4), s int4range, r new.mood, q inet, p text [], o boolean, n bytea, m interval, l time, k timestamp, j timestamptz,
  i date, h json, g jsonb, f text, e char(5), d numeric(30,10), c double precision, b real, a integer, id uuid primary key);
insert into old.kinds values
  ('00000000-0000-0000-0000-000000000001', -1, 0.1, 1e-300, 12.50, 'ab', 'x', '{"b": 1.0, "a": [null]}', '{"b":1.0 }', '2026-02-28', '2026-02-28 12:00+09',
   '0001-01-01 00:00', '23:59:59.999999', '1 mon -1 day 0.5 sec', '\x00ff', true, '{a,NULL,"NULL",""}', '10.0.0.1/8', 'glad', '[1,5)', '0101'),
  ('00000000-0000-0000-0000-000000000002', null, 'nan', '-infinity', 'nan', '', '', 'null', 'null', 'infinity', '-infinity',
   'infinity', null, '0', '', false, '{}', '::1', 'sad', 'empty', '1111'),
  ('00000000-0000-0000-0000-000000000003', null, null, null, null, null, null, null, null, null,
   null, null, null, null, null, null, null, null, null, null, null);
select is(cutover.register_table('kinds', 'reconciliation_test', 'old', 'kinds', 'new', 'kinds') ->> 'ok', 'true', 'all these types can be mapped');
select cutover_private.arm_forward(group_id), group_id as kinds_group, legacy_endpoint as kinds_legacy from cutover.cutover_tables where name = 'kinds' \gset
select cutover_agent.mark_dirty(:'kinds_legacy',
  array['{00000000-0000-0000-0000-000000000001}', '{00000000-0000-0000-0000-000000000002}', '{00000000-0000-0000-0000-000000000003}']);
select is(cutover_private.pipeline_pass(:kinds_group), 6, 'carried over by the pipeline, and verified');
set local timezone = 'Asia/Tokyo';
set local datestyle = 'SQL, DMY';
set local intervalstyle = 'iso_8601';
set local extra_float_digits = -5;
select * from pg_temp.reconcile('kinds') \gset job_
select is(array[:job_rows_legacy, :job_rows_supabase, :job_suspects]::bigint[], array[3, 3, 0]::bigint[], 'three rows, not even suspected');
select is((select count(*) from cutover_private.verify_queue), 0::bigint, 'and nothing is left to verify');
select * from finish();
rollback;
